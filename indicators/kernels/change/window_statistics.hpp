#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>

namespace entangled::kernels {

// Statistics of one window of a series, equally spaced in time. Any unit; all but the variance and the standard
// deviation are free of the unit. The same for the window times a power of two, for as long as it stays in range.
// Errors of each: no_data if empty, insufficient_points below the smallest legal input, bad_value if a value or the
// result is not finite, not_identified if the window is flat where the statistic divides by its variance.

/// sum (x - m)^2/(n - 1). n >= 2; 0 if flat.
[[nodiscard]] Result<double> variance(std::span<const double> values);

/// Square root of `variance`. n >= 2; 0 if flat.
[[nodiscard]] Result<double> standard_deviation(std::span<const double> values);

/// Standard deviation over |mean|, >= 0. n >= 2. not_identified if the mean is 0. Says nothing of detrended values,
/// whose mean is near 0.
[[nodiscard]] Result<double> coefficient_of_variation(std::span<const double> values);

/// Pearson correlation of (x_1..x_{n-k}) and (x_{k+1}..x_n), each less its own mean, in [-1, 1]: the lag-k
/// autocorrelation of pandas and ewstools. lag >= 1, n >= lag + 2. not_identified if either part is flat.
[[nodiscard]] Result<double> ac_pearson(std::span<const double> values, std::size_t lag);
/// ac_pearson(values, 1).
[[nodiscard]] Result<double> ac1_pearson(std::span<const double> values);

/// sum (x_t - m)(x_{t+k} - m)/sum (x_t - m)^2, in [-1, 1]: the autocorrelation function of R. lag >= 1, n >= lag + 1.
[[nodiscard]] Result<double> acf(std::span<const double> values, std::size_t lag);
/// acf(values, 1).
[[nodiscard]] Result<double> acf1(std::span<const double> values);

/// Slope of x_{t+1} - m on x_t - m through the origin, m the mean of all: ar.ols of R without intercept. n >= 3; may
/// exceed 1. not_identified if all but the last are equal to the mean.
[[nodiscard]] Result<double> ar1_ols(std::span<const double> values);

/// 1 - ar1_ols: the part of a deviation that is gone a step later; 0 at a tipping point. The R package earlywarnings
/// gives 1/ar1 under this name. n >= 3.
[[nodiscard]] Result<double> return_rate(std::span<const double> values);

/// g1 = m3/m2^1.5 of the central moments; Dakos et al. (2012) take its absolute value. n >= 2.
[[nodiscard]] Result<double> skewness_moment(std::span<const double> values);

/// G1 = g1 sqrt(n(n-1))/(n-2), as pandas. n >= 3.
[[nodiscard]] Result<double> skewness_adjusted(std::span<const double> values);

/// m4/m2^2, 3 for a normal distribution, as R; >= 1. n >= 2.
[[nodiscard]] Result<double> kurtosis_moment(std::span<const double> values);

/// Excess over the normal distribution, adjusted for n: (n-1)/((n-2)(n-3)) ((n+1)(kurtosis_moment - 3) + 6), as pandas.
/// n >= 4.
[[nodiscard]] Result<double> kurtosis_excess_adjusted(std::span<const double> values);

/// Spectral density of an AR(1) process of coefficient phi at `low` over that at frequency 1/2, in cycles per step:
/// (1 + 2 phi + phi^2)/(1 - 2 phi cos(2 pi low) + phi^2). Errors: bad_value unless |phi| < 1 and 0 <= low <= 1/2.
[[nodiscard]] Result<double> ar1_density_ratio(double phi, double low);

/// ar1_density_ratio(acf1, 1/(2(n-1))): the lowest frequency but 0 of spec.ar in R with n frequencies, as Dakos et al.
/// (2012). n >= 3.
[[nodiscard]] Result<double> density_ratio(std::span<const double> values);

}  // namespace entangled::kernels
