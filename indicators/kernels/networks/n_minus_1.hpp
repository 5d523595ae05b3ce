#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Gas infrastructure of an area; capacities and demand per day in one unit, all >= 0.
struct GasInfrastructure {
    double entry_points{};  ///< EP, other than the three below
    double production{};    ///< P
    double storage{};       ///< S, greatest withdrawal
    double lng{};           ///< LNG terminals
    double largest{};       ///< I, the single largest infrastructure; part of the sum of the four
    double peak_demand{};   ///< Dmax, the day that comes once in 20 years, > 0
    double demand_side{};   ///< Deff, covered by market-based measures; 0 for the formula without them
};

/// N-1 = (EP + P + S + LNG - I) / (Dmax - Deff) in percent, >= 0; the law asks for at least 100. Network limits are not
/// seen. Errors: bad_value for an illegal number or I above the sum, not_identified if Dmax <= Deff.
/// Regulation (EU) 2017/1938, Annex II.
[[nodiscard]] Result<double> gas_n_minus_1_percent(const GasInfrastructure& gas);

/// Whose demand the supply left over must meet.
enum class DemandLeft {
    world,   ///< all demand, that of the suppliers cut off included
    outside  ///< demand without theirs
};

/// Supply by supplier and the demand to be met, in one unit.
struct SupplyCut {
    std::span<const double> supply{};          ///< output Q or capacity K of each supplier, >= 0
    std::span<const double> restartable{};     ///< part of each that can run in time, in [0, 1]; empty: all
    std::span<const std::size_t> cut_off{};    ///< suppliers cut off, by index; repeats count once
    double demand{};                           ///< D of the world, > 0
    double demand_cut_off{};                   ///< D_A, that of the suppliers cut off, in [0, D]
    DemandLeft against = DemandLeft::outside;  ///< denominator of the coverage
};

/// How far the suppliers that are left cover demand.
struct Coverage {
    double ratio{};                            ///< supply left / demand, >= 0; above 1 if there is enough
    double shortfall{};                        ///< max(0, 1 - ratio), in [0, 1]
    DemandLeft against = DemandLeft::outside;  ///< which demand
};

/// N1 = sum of supply_c restartable_c over c not cut off, / (D - D_A) or / D. With output it is the production form,
/// with capacity the capacity form, in which idle plants run. By-product capacity that waits for its feed is not
/// restartable. Errors: no_data without suppliers, bad_value for an illegal number or index, not_identified if there is
/// no demand left. IEA (2025), Global Critical Minerals Outlook.
[[nodiscard]] Result<Coverage> coverage_without(const SupplyCut& cut);

/// Coverage without the largest supplier, its demand taken out if `against` says so; `demand` has one value >= 0 for
/// each supplier, `other_demand` >= 0 is that of all others. Of equal suppliers the one whose loss is worst.
/// Errors as for `coverage_without`; bad_value for unequal lengths. IEA (2025).
[[nodiscard]] Result<Coverage> coverage_without_largest(std::span<const double> supply, std::span<const double> demand,
                                                        double other_demand, DemandLeft against = DemandLeft::outside);

}  // namespace entangled::kernels
