#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/change/detrending.hpp"
#include "indicators/kernels/change/rolling.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

// Early warning of a critical transition: statistics of a rolling window that rise as a system loses its resilience,
// Scheffer et al. (2009), Dakos et al. (2012). Supporting evidence: weak below a few hundred points, and its sign
// depends on the detrending.

/// Kendall's tau-b of `rolling` against time, in [-1, 1]. Its own p-value counts overlapping windows as independent and
/// is meaningless: see `early_warning`. Errors as for `rolling`, insufficient_points for one window, not_identified if
/// all windows give the same number.
[[nodiscard]] Result<double> rolling_trend(std::span<const double> residuals, std::size_t window,
                                           WindowStatistic statistic);

struct SurrogatePlan {
    std::size_t window{};                     ///< points; half of the series is usual
    std::vector<WindowStatistic> statistics;  ///< one at least, each tested beside the same surrogates
    std::size_t surrogates = 999;             ///< 1 to 1,000,000
    std::uint64_t id = 0;                     ///< of the stream of draws; surrogate s has derived_id(id, s)
    unsigned threads = 1;                     ///< changes no byte of the result
};

/// The trend of one statistic beside the trends it has in surrogates without any.
struct TrendSignificance {
    WindowStatistic statistic{};
    double tau{};      ///< of the series
    double p{};        ///< (1 + surrogates with tau at least as high)/(surrogates + 1), one-sided
    double null_sd{};  ///< standard deviation (n - 1) of the surrogates' taus; 0 for one surrogate
    double null_95{};  ///< their 95 % quantile, linear between ranks
};

struct EarlyWarning {
    double phi{};  ///< of the AR(1) process fitted to the residuals
    double sigma{};
    std::vector<TrendSignificance> trends;  ///< in the order of the plan
};

/// Surrogates are AR(1) series of the length of `residuals` (the series after detrending) with the fitted phi, begun in
/// their stationary state. Errors as for `rolling_trend` and `fit_ar1`, not_identified if |phi| >= 1, bad_value for an
/// illegal plan. Time O(surrogates n log n), memory O(n) a thread.
[[nodiscard]] Result<EarlyWarning> early_warning(std::span<const double> residuals, const SurrogatePlan& plan);

struct TrendGridPlan {
    Detrending method = Detrending::gaussian_reflected;
    std::vector<double> bandwidths;  ///< shares of the series, each in (0, 1]
    std::vector<double> windows;     ///< shares of the series, each in (0, 1)
    WindowStatistic statistic = WindowStatistic::ac1_pearson;
};

struct TrendGrid {
    std::vector<double> taus;  ///< by bandwidth, then by window
    double share_rising{};     ///< of the grid's cells with tau > 0, in [0, 1]
};

/// rolling_trend for each bandwidth and window of round(share n) points: one number in place of the choice of one
/// cell. Errors as for `detrend` and `rolling_trend`, no_data if either list is empty, bad_value for an illegal share.
[[nodiscard]] Result<TrendGrid> trend_grid(std::span<const double> values, const TrendGridPlan& plan);

}  // namespace entangled::kernels
