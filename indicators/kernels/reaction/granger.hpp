#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>

namespace entangled::kernels {

/// Does the past of one series say more about another than its own past does?
struct GrangerTest {
    double f{};               ///< ((RSS_r - RSS_u)/P) / (RSS_u/(n - 2P - 1)), >= 0; n rows
    double p{};               ///< P(F >= f) with (P, n - 2P - 1) degrees if the source has no effect
    double feedback{};        ///< ln(RSS_r/RSS_u) >= 0, Geweke (1982)
    double p_likelihood{};    ///< of n ln(RSS_r/RSS_u) as chi-squared with P degrees
    std::size_t numerator{};  ///< P
    std::size_t denominator{};
    std::size_t rows{};  ///< series length - P
};

/// Regression of `target` on a constant and P = `order` lags of its own, with and without P lags of `source`, oldest
/// first; blind to shift and scale. Near a unit root it rejects too often, see `var_stability`. Granger (1969).
/// Errors: no_data if empty, bad_value if lengths differ, P = 0 or a value is not finite, insufficient_points below
/// 3P + 2, not_identified if a series is constant, lags are collinear, or the target is fitted exactly.
[[nodiscard]] Result<GrangerTest> granger(std::span<const double> source, std::span<const double> target,
                                          std::size_t order);

/// Linear dependence of two series in its three parts, Geweke (1982); each >= 0.
struct LinearFeedback {
    double x_to_y{};
    double y_to_x{};
    double instantaneous{};         ///< -ln(1 - r^2)
    double total{};                 ///< sum of the three
    double residual_correlation{};  ///< r of the residuals of the two full regressions, in [-1, 1]
};

/// ln(RSS_r/RSS_u) both ways and what happens within one period. Errors: as for `granger`, and not_identified if the
/// residuals determine each other.
[[nodiscard]] Result<LinearFeedback> linear_feedback(std::span<const double> x, std::span<const double> y,
                                                     std::size_t order);

}  // namespace entangled::kernels
