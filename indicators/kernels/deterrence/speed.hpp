#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace entangled::kernels {

/// How fast a side sheds dependence.
struct DecouplingSpeed {
    double speed{};           ///< s = -d ln L/dt, above 0 while dependence falls; per unit of time
    double standard_error{};  ///< of s
    std::size_t n{};
};

/// Ordinary least squares of ln L on time. Without `hac_lags` the classical standard error, residual variance over n -
/// 2; with it Newey and West (1987), Bartlett weights, no small-sample factor, points in order of time. L > 0; n >= 3.
/// Errors: no_data if empty, insufficient_points below 3, bad_value if lengths differ, times do not ascend strictly, an
/// entry is illegal, hac_lags >= n or the result overflows.
[[nodiscard]] Result<DecouplingSpeed> decoupling_speed(std::span<const double> times, std::span<const double> losses,
                                                       std::optional<std::size_t> hac_lags = std::nullopt);

/// Minus the median of the slopes of ln L over all pairs; one wrong point in five moves it little. n >= 2, O(n^2)
/// memory. Errors as for `decoupling_speed`, insufficient_points below 2. Theil (1950), Sen (1968).
[[nodiscard]] Result<double> median_decoupling_speed(std::span<const double> times, std::span<const double> losses);

/// Who decouples faster. It decides who is tempted to cut first; how long both have is set by the sum of the speeds.
struct SpeedGap {
    double gap{};  ///< s_A - s_B
    double z{};    ///< gap/sqrt(se_A^2 + se_B^2), changes sign when the sides are exchanged
    double sum{};  ///< s_A + s_B
};

/// Errors: bad_value if a field is not finite, a standard error is negative, or z overflows; not_identified if both
/// standard errors are 0.
[[nodiscard]] Result<SpeedGap> speed_gap(const DecouplingSpeed& a, const DecouplingSpeed& b);

}  // namespace entangled::kernels
