#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Quantiles (1 -+ confidence)/2 of `draws`, definition 7 of Hyndman and Fan (1996), in their unit. One draw is enough.
/// Errors: no_data if empty, bad_value if a draw is not finite or confidence is outside (0, 1).
[[nodiscard]] Result<Interval> percentile_interval(std::span<const double> draws, double confidence);

/// The smallest value below or at which at least the share p of the total weight lies, p in [0, 1]; one of `values`.
/// Weights >= 0, at least one positive. Errors: no_data if empty or all weights are 0, bad_value if lengths differ, an
/// entry is outside its range or not finite, or the weights' sum overflows.
[[nodiscard]] Result<double> weighted_quantile(std::span<const double> values, std::span<const double> weights,
                                               double p);

/// weighted_quantile at (1 -+ confidence)/2. Errors as there, bad_value if confidence is outside (0, 1).
[[nodiscard]] Result<Interval> weighted_interval(std::span<const double> values, std::span<const double> weights,
                                                 double confidence);

/// Half-width of a prediction interval that covers a new point with probability >= 1 - alpha.
struct ConformalQuantile {
    std::size_t rank{};             ///< k = ceil((n + 1)(1 - alpha)), counted from 1
    std::optional<double> value{};  ///< k-th smallest score; absent if k > n: the interval is infinite
};

/// Split conformal quantile of absolute residuals of data that were not fitted; scores >= 0, alpha in [0, 1),
/// exchangeable with the new one. n >= 1. Errors: no_data if empty, bad_value if a score or alpha is outside its range.
/// Vovk, Gammerman and Shafer (2005).
[[nodiscard]] Result<ConformalQuantile> split_conformal(std::span<const double> scores, double alpha);

/// Miss rate to ask of the next interval, after one that `missed` or covered: alpha_t + gamma (target - err), held in
/// [0, 1]; at 0 the next interval is infinite, at 1 empty. target in (0, 1), gamma > 0, alpha_t in [0, 1].
/// Error: bad_value outside the ranges. Gibbs and Candes (2021).
[[nodiscard]] Result<double> adaptive_conformal_step(double alpha, double target, double gamma, bool missed);

/// The levels after each of a run of outcomes, from alpha = target. Errors as for the step; no outcomes, no levels.
[[nodiscard]] Result<std::vector<double>> adaptive_conformal_levels(double target, double gamma,
                                                                    const std::vector<bool>& missed);

}  // namespace entangled::kernels
