#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/trend/trend.hpp"

#include <optional>
#include <span>

namespace entangled::kernels {

/// Where a line of given slope is laid through the points.
enum class InterceptRule {
    medians,   ///< through (median t, median y)
    residuals  ///< median(y - slope t) at time 0
};

struct LineCrossingOptions {
    double confidence = 0.95;  ///< of the band of slopes, in (0, 1)
    InterceptRule intercept = InterceptRule::medians;
};

/// When a straight line meets a threshold, on the scale of the times. An absent end is "unbounded", an absent time is
/// "never". A crossing before the last point has happened, or lies behind a line that moves away.
struct LineCrossing {
    TheilSen line;
    MannKendall trend;              ///< of the values in order of time: a crossing without a trend is not to be shown
    std::optional<double> time{};   ///< of the line itself; absent if it is flat
    std::optional<double> lower{};  ///< earliest over the slopes of the band; absent: no earliest one
    std::optional<double> upper{};  ///< latest over the slopes of the band; absent: no latest one
    bool may_never{};               ///< the band holds slope 0, so one end at least is unbounded
    bool ahead{};                   ///< `time` is after the last point
};

/// t* = (threshold - intercept)/slope of the Theil-Sen line, ends from the slopes of its band (Sen 1968). Points in any
/// order, n >= 3. A time beyond the range of double is never. Errors as for `theil_sen` and `mann_kendall`,
/// insufficient_points below 3, bad_value if the threshold is not finite.
[[nodiscard]] Result<LineCrossing> line_crossing(std::span<const double> times, std::span<const double> values,
                                                 double threshold, const LineCrossingOptions& options = {});

/// Crossing of zero by the gap required - observed: velocity of the gap in `line.slope`, its closing in `time`.
/// Errors as for `line_crossing`, and bad_value for unequal lengths.
[[nodiscard]] Result<LineCrossing> gap_closing(std::span<const double> times, std::span<const double> required,
                                               std::span<const double> observed,
                                               const LineCrossingOptions& options = {});

}  // namespace entangled::kernels
