#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace entangled::kernels {

// Mann-Kendall for values that depend on those before them, equally spaced in time. With AR(1) noise of coefficient 0.5
// the plain test at 5 % raises a false alarm in about one series of four.

/// Test for a monotone trend with its variance corrected for autocorrelation.
struct CorrectedTrend {
    std::int64_t s{};      ///< rising minus falling pairs of what was tested
    double variance{};     ///< of S with no trend, corrected
    double inflation{};    ///< corrected variance over that of independent values, n/n*
    double z{};            ///< (S -+ 1)/sqrt(variance), 0 if S = 0
    double tau{};          ///< S / (n(n-1)/2), in [-1, 1]
    double p_two_sided{};  ///< of the normal approximation
    double slope{};        ///< Theil-Sen slope of the values per step
    std::size_t n{};       ///< values tested: one fewer after prewhitening
};

/// How far and how surely autocorrelation is looked for.
struct LagSearch {
    double significance = 0.05;            ///< two-sided level at which a lag counts, in (0, 1)
    std::optional<std::size_t> max_lag{};  ///< all lags up to n - 1 if absent
    bool signed_sum = false;               ///< as published; otherwise |sum|, as pyMannKendall: inflation >= 1 always
};

/// inflation = 1 + 2/(n(n-1)(n-2)) |sum (n-i)(n-i-1)(n-i-2) r_i| over the lags i with |r_i| > z/sqrt(n), r_i the
/// autocorrelation of the ranks of the values less their Theil-Sen slope. Hamed and Rao (1998). n >= 4. Errors: no_data
/// if empty, insufficient_points below 4, bad_value if a value or slope is not finite or the search is illegal,
/// not_identified if nothing is left beside the trend or the correlations leave S no variance.
[[nodiscard]] Result<CorrectedTrend> hamed_rao_test(std::span<const double> values, const LagSearch& search = {});

/// inflation = 1 + 2 sum_{i=1}^{n-1} (1 - i/n) r^i, r the lag-1 autocorrelation of the values less their Theil-Sen
/// slope, in closed form. Yue and Wang (2004), after Bayley and Hammersley (1946). n >= 4. Errors as `hamed_rao_test`.
[[nodiscard]] Result<CorrectedTrend> yue_wang_test(std::span<const double> values);

/// inflation = 1 + 2 sum_{i=1}^{max_lag} (1 - i/n) r_i with the sample autocorrelations themselves. The sum over all
/// lags is near 0 whatever the values are: max_lag is in [1, n/2]. Yue and Wang (2004). Errors as `hamed_rao_test`.
[[nodiscard]] Result<CorrectedTrend> yue_wang_test(std::span<const double> values, std::size_t max_lag);

/// Mann-Kendall of x_t - r x_{t-1}, r the lag-1 autocorrelation of the values: prewhitening, von Storch (1995). Holds
/// its level, but r grows with a trend, so a strong trend is partly removed. inflation 1. n >= 4. Errors as
/// `hamed_rao_test`.
[[nodiscard]] Result<CorrectedTrend> prewhitened_test(std::span<const double> values);

/// Mann-Kendall of y_t - r y_{t-1} + slope t, y the values less their Theil-Sen slope, r their lag-1 autocorrelation:
/// Yue et al. (2002). Keeps the power of the plain test, and where there is no trend its false alarms too: not for
/// alerts. inflation 1. n >= 4. Errors as `hamed_rao_test`.
[[nodiscard]] Result<CorrectedTrend> trend_free_prewhitened_test(std::span<const double> values);

}  // namespace entangled::kernels
