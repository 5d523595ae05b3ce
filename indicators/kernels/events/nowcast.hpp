#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Limits of a nowcast, 0 < floor <= final_share <= 1.
struct NowcastLimits {
    double floor{0.2};        ///< a smaller reported share counts as this much, so that one act is not many
    double final_share{0.8};  ///< below this reported share the count is provisional
};

/// A count of acts, corrected for those not yet published.
struct DelayNowcast {
    double count{};            ///< observed / max(reported share, floor)
    double reported_share{};   ///< F, of all acts by this age, in [0, 1]
    double variance_factor{};  ///< (1 - F)/F with the floored F: variance of the unseen part per observed act
    bool provisional{};        ///< F < final_share
    bool floored{};            ///< F < floor
};

/// Acts that happened `age` periods ago, `observed` >= 0 of them so far: observed / F, F = sum_{d <= age} p_d, with
/// p_d = `delay_shares[d]` the share of acts published d periods late; they add to 1 or, if some never are, to less.
/// Errors: no_data if empty, bad_value if a share or the count is negative or not finite, the shares add to more than 1
/// or to 0, or a limit is illegal. Brookmeyer and Damiano (1989).
[[nodiscard]] Result<DelayNowcast> delay_nowcast(double observed, std::size_t age, std::span<const double> delay_shares,
                                                 NowcastLimits limits = {});

/// `delay_nowcast` of each period: observed[age] for age 0, 1, 2, ... before now. Errors: as there.
[[nodiscard]] Result<std::vector<DelayNowcast>> delay_nowcasts(std::span<const double> observed_by_age,
                                                               std::span<const double> delay_shares,
                                                               NowcastLimits limits = {});

/// An act that is already published: its delay and how long ago it happened, in periods; delay <= age.
struct PublishedAct {
    std::size_t delay{};
    std::size_t age{};
};

/// p_0 .. p_longest for `delay_nowcast` from acts already published, those slower than `longest` periods left out.
/// Recent acts count only if quick: each delay is set against shorter ones of acts as old; adds to 1. Reverse product
/// limit, Lagakos et al. (1988). Errors: no_data if empty, bad_value if a delay exceeds its age or longest 10,000,
/// insufficient_points if no act is as old as `longest`, not_identified if a delay has no act to set it against.
[[nodiscard]] Result<std::vector<double>> delay_shares(std::span<const PublishedAct> acts, std::size_t longest);

}  // namespace entangled::kernels
