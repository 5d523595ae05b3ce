#pragma once

#include "indicators/core/result.hpp"

#include <optional>
#include <span>

namespace entangled::kernels {

// Supply risk of a manufacturing country, Nassar et al. (2020), Science Advances 6:eaay8647.

/// ASI = 1 - PPI/100, lack of ability to supply, in [0, 1], from the Fraser policy perception index.
/// Error: bad_value if the index is outside of [0, 100].
[[nodiscard]] Result<double> ability_to_supply(double policy_perception);

/// Trade ties with one country, (imports + exports)/GDP >= 0; before they are scaled to a distance in [0, 1].
/// Errors: bad_value for a number negative or not finite or an overflow, not_identified if the GDP is 0.
[[nodiscard]] Result<double> trade_ties(double imports, double exports, double gdp);

/// Shared values with one country: Euclidean distance of two lists of sub-scores (Freedom House), >= 0, unscaled.
/// Errors: no_data if empty, bad_value for unequal lengths, a score that is not finite or an overflow.
[[nodiscard]] Result<double> score_distance(std::span<const double> scores, std::span<const double> reference_scores);

/// Distances of one supplier from the consumer, each scaled to [0, 1], 1 farthest.
struct SupplierDistance {
    double trade_ties{};
    double shared_values{};
    double military_cooperation{};
};

/// WSI, lack of willingness to supply: the mean of the three, in [0, 1]. Error: bad_value if one is outside of [0, 1].
[[nodiscard]] Result<double> willingness_to_supply(const SupplierDistance& distance);

/// World producers of one material, one entry each.
struct ProducerRisk {
    std::span<const double> production{};   ///< primary and secondary, >= 0, one unit
    std::span<const double> ability{};      ///< ASI in [0, 1]
    std::span<const double> willingness{};  ///< WSI in [0, 1]
};

/// DP = sum PS_c^2 ASI_c WSI_c in [0, 1], PS the shares of production. Errors: no_data if nothing is produced,
/// bad_value for unequal lengths or a number outside of its range.
[[nodiscard]] Result<double> disruption_potential(const ProducerRisk& producers);

/// TE = 1/(1 + P/net_imports) in [0, 1], 0 for net imports (imports - exports - stock increase) of 0 or less.
/// Errors: not_identified if both are 0, bad_value if a number is not finite or the production P is negative.
[[nodiscard]] Result<double> trade_exposure(double production, double net_imports);

/// TE = NIR/100, clipped to [0, 1]; a net exporter (no percentage) has 0. Error: bad_value if not finite.
[[nodiscard]] Result<double> trade_exposure(std::optional<double> net_import_reliance_percent);

/// Industries that use a material, one entry each; money in one unit.
struct UsingIndustries {
    std::span<const double> value_added{};       ///< VA >= 0
    std::span<const double> expenditure{};       ///< EXP >= 0 on the material
    std::span<const double> operating_profit{};  ///< OP > 0
    double gdp{};                                ///< > 0
};

/// EV = sum VA_i (EXP_i/OP_i)/GDP >= 0, before `rescaled`. Errors: no_data without industries, not_identified if a
/// profit is not positive (the ratio has no meaning) or the GDP 0, bad_value for lengths, illegal numbers, overflow.
[[nodiscard]] Result<double> economic_vulnerability(const UsingIndustries& industries);

/// (value - lower)/(upper - lower), clipped to [0, 1]: one common scale for all materials.
/// Errors: bad_value if a number is not finite or lower > upper, not_identified if lower = upper.
[[nodiscard]] Result<double> rescaled(double value, double lower, double upper);

/// SR = (DP TE EV)^(1/3) in [0, 1]: 0 if one factor is 0, so for every net exporter.
/// Error: bad_value if a factor is outside of [0, 1].
[[nodiscard]] Result<double> nassar_supply_risk(double disruption, double exposure, double vulnerability);

}  // namespace entangled::kernels
