#pragma once

#include "indicators/core/result.hpp"

#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// A stock and what draws on it while a supplier is cut off; one unit of mass, yearly where said, all >= 0.
struct StockDraw {
    double stock{};
    double consumption_per_year{};
    double domestic_output_per_year{};
    double uncut_inflow_per_year{};  ///< from suppliers that go on delivering
    double days_per_year = 365.0;    ///< > 0
};

/// days = days_per_year stock / (consumption - domestic output - uncut inflow), >= 0; absent if nothing is drawn, so
/// that even no stock lasts for ever. A withheld stock is not 0: there is no reading without it.
/// Error: bad_value for an illegal number or a cover beyond the range of double.
[[nodiscard]] Result<std::optional<double>> days_of_cover(const StockDraw& draw);

/// Days of production lost at each tier downstream of a halt of `halt_days` >= 0: max(0, D - sum of n_j over j <= k),
/// the halted tier first (k = 0, all of D), then one for each of `inventory_days` n >= 0 (none is legal). No
/// substitution, instant recovery, no catching up (Leontief). Error: bad_value for an illegal number.
[[nodiscard]] Result<std::vector<double>> production_days_lost(double halt_days,
                                                               std::span<const double> inventory_days);

/// Days for which nothing covers: recovery of the alternative supplier - cover; negative is a margin. Absent if the
/// cover is without end. Error: bad_value for a number that is negative or not finite.
[[nodiscard]] Result<std::optional<double>> coverage_gap_days(double recovery_days, std::optional<double> cover_days);

/// A cut seen twice. Keohane and Nye (1977), Baldwin (1980).
struct CutShortfalls {
    double sensitivity{};    ///< on day 1, before any policy: max(0, 1 - supply / demand), in [0, 1]
    double vulnerability{};  ///< after the alternatives have had time to recover or start; the same ratio
};

/// Both shortfalls of `demand` > 0, met by `supply_at_once` and, after substitution, by `supply_later`; both >= 0, from
/// `coverage_without` or `max_flow` run twice. Error: bad_value for an illegal number.
[[nodiscard]] Result<CutShortfalls> cut_shortfalls(double demand, double supply_at_once, double supply_later);

}  // namespace entangled::kernels
