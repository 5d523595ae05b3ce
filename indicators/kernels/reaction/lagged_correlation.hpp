#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/reaction/surrogates.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Spearman's rho of x_t and y_{t + lag}, mid-ranks over the pairs there are; lag > 0: x comes first. In [-1, 1].
/// Invariant under rising functions of either series. Needs 3 pairs. Spearman (1904).
/// Errors: no_data if empty, bad_value if lengths differ or a value is not finite, insufficient_points below 3 pairs,
/// not_identified if one side of the pairs is constant.
[[nodiscard]] Result<double> lagged_rank_correlation(std::span<const double> x, std::span<const double> y, int lag = 0);

/// How chance makes a series like y that knows nothing of x.
enum class SeriesBaseline {
    circular_shift,  ///< y moved around by more than the largest lag; each such shift once if there are not more than M
    permuted_blocks,  ///< blocks of y in random order from a random start
    autoregressive    ///< AR(1) with the lag-1 autocorrelation of y's ranks, corrected for its bias (Kendall 1954)
};

/// How `scan_lags` compares.
struct LagScanOptions {
    int least_lag{0};
    int most_lag{0};  ///< >= least_lag
    SeriesBaseline baseline{SeriesBaseline::circular_shift};
    std::size_t block{0};           ///< of permuted_blocks, 1 to n/2; 0: sqrt(n) rounded up
    std::size_t fewest_points{20};  ///< pairs at the longest lag; at least 4
    SurrogateDraws surrogates{};
};

/// Correlation at one lag.
struct LagCorrelation {
    int lag{};
    std::size_t pairs{};
    double rho{};
    double p{};         ///< (1 + #{|rho of surrogate| >= |rho|})/(M + 1), two sided
    double p_family{};  ///< the same against the largest |rho| over all lags: corrected for the search
};

/// Correlations at all lags asked for.
struct LagScan {
    std::vector<LagCorrelation> lags;  ///< ascending
    std::size_t strongest{};           ///< index of the largest |rho|, the first of equals
    std::size_t draws{};               ///< M used
};

/// Rank correlation of x and y at each lag from least to most, with chance beside it. Autocorrelated series correlate
/// by chance far more often than the usual p says. Same bytes for any number of threads.
/// Errors: as for `lagged_rank_correlation`, insufficient_points below `fewest_points` pairs at the longest lag or if
/// no shift exceeds it, bad_value if lags, block, draws or fewest_points are illegal or over 1,000 lags are asked for.
[[nodiscard]] Result<LagScan> scan_lags(std::span<const double> x, std::span<const double> y,
                                        const LagScanOptions& options);

}  // namespace entangled::kernels
