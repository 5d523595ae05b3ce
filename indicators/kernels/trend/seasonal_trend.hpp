#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace entangled::kernels {

// Values stand in order of time, `period` to a cycle (12 months to a year): number i belongs to season i % period of
// cycle i / period. A missing value is nullopt and keeps its place.

/// Test for a trend common to all seasons.
struct SeasonalMannKendall {
    std::int64_t s{};      ///< sum of S over the seasons: only values of one season are compared
    double variance{};     ///< sum of the variances, each corrected for ties; seasons count as independent
    double z{};            ///< (S -+ 1)/sqrt(variance), 0 if S = 0
    double tau{};          ///< S over the number of pairs compared, in [-1, 1]
    double p_two_sided{};  ///< of the normal approximation
    std::size_t n{};       ///< values present
};

/// Hirsch, Slack and Smith (1982). Needs a season with two values; period >= 1, and period 1 is the plain test.
/// Errors: no_data if no value is present, insufficient_points if no season has two, bad_value if a value is not
/// finite or the period is 0.
[[nodiscard]] Result<SeasonalMannKendall> seasonal_mann_kendall(std::span<const std::optional<double>> values,
                                                                std::size_t period);

/// A robust trend per cycle.
struct SeasonalSen {
    double slope{};       ///< values' unit per cycle (a year, for months)
    double intercept{};   ///< median(x) - slope median(i)/period over the values present
    std::size_t pairs{};  ///< slopes the median is taken of
};

/// Median of (x_j - x_i)/(cycles between) over all pairs of one season. Hirsch et al. (1982), intercept of Conover
/// (1980). Errors as for `seasonal_mann_kendall`, and bad_value if a slope or the intercept exceeds the range of
/// double.
[[nodiscard]] Result<SeasonalSen> seasonal_sen_slope(std::span<const std::optional<double>> values, std::size_t period);

}  // namespace entangled::kernels
