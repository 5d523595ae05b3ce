#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// A statistic of window_statistics.hpp.
enum class WindowStatistic {
    variance,
    standard_deviation,
    coefficient_of_variation,
    ac1_pearson,
    acf1,
    ar1_ols,
    return_rate,
    skewness_moment,
    skewness_adjusted,
    kurtosis_moment,
    kurtosis_excess_adjusted,
    density_ratio
};

/// The statistic of one window; errors as for the function of its name.
[[nodiscard]] Result<double> window_statistic(std::span<const double> values, WindowStatistic statistic);

/// The statistic of each window of `window` consecutive values, the first ending at value number window - 1: n - window
/// + 1 numbers. Variance and lag-1 autocorrelations by sums in O(n), within 1e-9 of the single windows, relative to
/// the variance and to 1. 1 <= window <= n. Errors as for the single window, no_data if empty, insufficient_points if
/// window > n, bad_value if window is 0; one window without a value is an error of the whole.
[[nodiscard]] Result<std::vector<double>> rolling(std::span<const double> values, std::size_t window,
                                                  WindowStatistic statistic);

class RollingSums;

/// As `rolling`, into `out` of n - window + 1 numbers and without allocating where sums serve: `sums` are those of
/// `values`, which are finite, near 1 in size and near 0 in mean. For loops over many series. Errors as for the single
/// window, bad_value if the size of `out` does not fit.
[[nodiscard]] Result<void> fill_rolling(const RollingSums& sums, std::span<const double> values, std::size_t window,
                                        WindowStatistic statistic, std::span<double> out);

/// ac_pearson(window, lag) of each window, as `rolling`.
[[nodiscard]] Result<std::vector<double>> rolling_autocorrelation(std::span<const double> values, std::size_t window,
                                                                  std::size_t lag);

}  // namespace entangled::kernels
