#pragma once

#include "indicators/core/result.hpp"

#include <optional>
#include <span>

namespace entangled::kernels {

// Two scalings of the Worldwide Governance Indicators are in print, factor 10 apart. Estimates are better when higher
// and lie in about -2.5 to 2.5; a weight is worse when higher.

/// EU weight w = 2 (2.5 - mean) in [0, 10], clipped, over the six dimensions of one year or of several years in a row.
/// European Commission (2017), criticality methodology. Errors: no_data if empty, insufficient_points if not a multiple
/// of six, bad_value if an estimate is not finite or beyond +-5 (a percentile rank or 0..100 score, say).
[[nodiscard]] Result<double> governance_weight_eu(std::span<const double> estimates);

/// Weight w = (2.5 - PV)/5 in [0, 1], clipped, of the political-stability estimate alone: 0.5 at estimate 0.
/// Gemechu et al. (2015). Error: bad_value if the estimate is not finite or beyond +-5.
[[nodiscard]] Result<double> governance_weight_political_stability(double estimate);

/// Shares that weigh by how their suppliers are governed and how they restrict trade.
struct GovernedSupply {
    std::span<const double> amounts{};                 ///< as for `herfindahl`
    std::span<const std::optional<double>> weights{};  ///< w >= 0, one per amount, all on one scale
    std::span<const double> trade_parameters{};        ///< t >= 0, one per amount; none at all means 1 for each
    std::optional<double> missing_weight{};            ///< stands for an absent w; without it that is an error
    std::optional<double> largest_weight{};            ///< end of the scale of w (1 or 10); unchecked without
};

/// A governance-weighted index and how much of it is assumed.
struct GovernedIndex {
    double index{};          ///< sum s^2 w t: in [0, 1] or [0, 10] by the scale of w, times t
    double assumed_share{};  ///< share of the suppliers whose weight was absent, in [0, 1]
};

/// HHI_wt = sum s_i^2 w_i t_i. A weight that is absent is never 0: it is `missing_weight` if that is stated. Suppliers
/// of nothing need none. Errors: no_data if no amount is positive or a weight is absent and none is stated, bad_value
/// for unequal lengths, an argument negative, not finite or beyond the scale, or an overflow. EC (2017).
[[nodiscard]] Result<GovernedIndex> weighted_herfindahl(const GovernedSupply& supply);

/// HHI_w = sum s_i^2 w_i with all weights known. Errors as above.
[[nodiscard]] Result<double> weighted_herfindahl(std::span<const double> amounts, std::span<const double> weights);

}  // namespace entangled::kernels
