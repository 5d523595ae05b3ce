#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

// The slow part of a series, equally spaced in time. All but the one-sided mean look into the future of a point: what
// they give near the end changes with each new value, and is not what a monitor could have known then.
// Errors of each: no_data if empty, bad_value if a value, a parameter or the result is illegal.

/// ewstools: standard deviation of the Gaussian with quartiles at -+ 0.25 bandwidth, 0.25/0.675 bandwidth.
[[nodiscard]] constexpr double gaussian_sigma(double bandwidth) noexcept { return 0.25 / 0.675 * bandwidth; }

/// Mean weighted by exp(-d^2/(2 sigma^2)) for distances d <= int(4 sigma + 0.5), the series mirrored at its ends (x_1
/// x_0 | x_0 x_1): gaussian_filter of scipy in mode reflect, as used by ewstools. 0 < sigma <= n.
[[nodiscard]] Result<std::vector<double>> gaussian_trend(std::span<const double> values, double sigma);

/// The same weights with sigma = 0.3706506 bandwidth for d <= 4 sigma, divided by their sum over the points there are
/// (Nadaraya 1964, Watson 1964): ksmooth of R with the normal kernel. 0 < bandwidth <= 2n, in points.
[[nodiscard]] Result<std::vector<double>> kernel_trend(std::span<const double> values, double bandwidth);

struct LowessOptions {
    double span = 2.0 / 3.0;     ///< share of the points in each local line, in (0, 1]; two points at least
    std::size_t iterations = 3;  ///< reweightings by residuals after the first fit; at most 20
};

/// Local lines with tricube weights over the nearest points, made robust by bisquare weights. Cleveland (1979).
[[nodiscard]] Result<std::vector<double>> lowess(std::span<const double> values, const LowessOptions& options = {});

/// m_0 = x_0, m_t = m_{t-1} + weight (x_t - m_{t-1}): only x_0..x_t decide m_t. 0 < weight <= 1. Roberts (1959).
[[nodiscard]] Result<std::vector<double>> one_sided_trend(std::span<const double> values, double weight);

enum class Detrending {
    none,                   ///< trend 0
    gaussian_reflected,     ///< gaussian_trend, sigma = gaussian_sigma(bandwidth n)
    gaussian_renormalised,  ///< kernel_trend, round(bandwidth n) points
    lowess,                 ///< span = bandwidth
    one_sided               ///< weight = 2/(bandwidth n + 1); the only one for monitoring
};

struct Detrended {
    std::vector<double> trend;
    std::vector<double> residual;  ///< value - trend
};

/// Trend and residual by one method, `bandwidth` a share of the series in (0, 1]; ignored by `none`.
[[nodiscard]] Result<Detrended> detrend(std::span<const double> values, Detrending method, double bandwidth);

}  // namespace entangled::kernels
