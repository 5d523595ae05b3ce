#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// x_t - mean = phi (x_{t-1} - mean) + shock.
struct Autoregression {
    double phi{};    ///< least squares through the origin of x_t - mean on x_{t-1} - mean: `ar1_ols`
    double sigma{};  ///< of the shocks, sqrt(sum of squares/(n - 2)), in the unit of the values
    double mean{};
    std::size_t n{};
};

/// n >= 4. phi may exceed 1 in size. Errors: no_data if empty, insufficient_points below 4, not_identified if the
/// series is flat, bad_value if a value or result is not finite.
[[nodiscard]] Result<Autoregression> fit_ar1(std::span<const double> values);

/// Shocks x_t - mean - phi (x_{t-1} - mean), t = 2..n: independent where the series is not, for control charts.
/// Error: bad_value unless all is finite and there are two values.
[[nodiscard]] Result<std::vector<double>> ar1_residuals(std::span<const double> values, const Autoregression& fit);

/// Whether large shocks follow large ones.
struct ConditionalHeteroskedasticity {
    double r_squared{};  ///< of e_t^2 on e_{t-1}^2, in [0, 1]
    double critical{};   ///< chi-squared quantile with 1 degree of freedom at 1 - alpha, over `pairs`
    double p{};          ///< P(chi-squared >= pairs r_squared)
    std::size_t pairs{};
    bool significant{};  ///< r_squared > critical
};

/// e are the residuals of the least-squares line of x_t on x_{t-1} with intercept: Engle (1982), as an early warning
/// Seekell et al. (2011). n >= 5. Errors: no_data if empty, insufficient_points below 5, not_identified if the series
/// or the squared residuals are flat, bad_value if a value is not finite or alpha is outside (0, 1).
[[nodiscard]] Result<ConditionalHeteroskedasticity> conditional_heteroskedasticity(std::span<const double> values,
                                                                                   double alpha = 0.1);

}  // namespace entangled::kernels
