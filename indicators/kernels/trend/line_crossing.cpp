#include "indicators/kernels/trend/line_crossing.hpp"

#include "indicators/kernels/numbers/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace entangled::kernels {
namespace {

struct Points {
    std::vector<double> times;  ///< from their median, ascending
    std::vector<double> values;
    double middle{};
};

Result<Points> in_order(std::span<const double> times, std::span<const double> values)
{
    const auto middle = median(times);
    if (!middle) return middle.error();
    std::vector<std::size_t> order(times.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return times[i]; });
    Points points{{}, {}, *middle};
    for (const std::size_t i : order) {
        points.times.push_back(times[i] - *middle);
        points.values.push_back(values[i]);
    }
    return points;
}

/// Time from the median of the times at which the line of this slope meets the threshold.
std::optional<double> meeting(const Points& points, double slope, double threshold, InterceptRule rule)
{
    if (slope == 0.0) return std::nullopt;
    std::vector<double> levels = points.values;
    if (rule == InterceptRule::residuals) {
        for (std::size_t i = 0; i < levels.size(); ++i) levels[i] -= slope * points.times[i];
    }
    const auto level = median(levels);
    if (!level) return std::nullopt;
    const double time = (threshold - *level) / slope;
    return std::isfinite(time) ? std::optional{time} : std::nullopt;
}

/// Slope of the band's end on the side of the line; for a flat line, of the end that leads to the threshold.
double far_end(const Points& points, const TheilSen& line, double threshold)
{
    if (line.slope > 0.0) return line.band->upper;
    if (line.slope < 0.0) return line.band->lower;
    const auto level = median(points.values);
    if (!level || threshold == *level) return 0.0;
    return threshold > *level ? line.band->upper : line.band->lower;
}

struct Ends {
    std::optional<double> lower;
    std::optional<double> upper;
};

Ends bounded_ends(const Points& points, const LineCrossing& crossing, double threshold, InterceptRule rule)
{
    const auto one = meeting(points, crossing.line.band->lower, threshold, rule);
    const auto other = meeting(points, crossing.line.band->upper, threshold, rule);
    if (!one || !other || !crossing.time) return {};
    return {std::min({*one, *other, *crossing.time}), std::max({*one, *other, *crossing.time})};
}

/// With slope 0 in the band the times run from the fastest slope to infinity, on the side where the line meets.
Ends open_ends(const Points& points, const LineCrossing& crossing, double threshold, InterceptRule rule)
{
    const auto fastest = meeting(points, far_end(points, crossing.line, threshold), threshold, rule);
    if (!fastest) return {};
    const double nearest = crossing.time.value_or(*fastest);
    if (*fastest >= 0.0) return {std::min(*fastest, nearest), std::nullopt};
    return {std::nullopt, std::max(*fastest, nearest)};
}

std::optional<double> moved(std::optional<double> time, double by)
{
    if (!time || !std::isfinite(*time + by)) return std::nullopt;
    return *time + by;
}

}  // namespace

Result<LineCrossing> line_crossing(std::span<const double> times, std::span<const double> values, double threshold,
                                   const LineCrossingOptions& options)
{
    if (!std::isfinite(threshold)) return Error{Errc::bad_value, "line_crossing: the threshold is not finite"};
    const auto line = theil_sen(times, values, options.confidence);
    if (!line) return line.error();
    if (!line->band)
        return Error{Errc::insufficient_points, "line_crossing: two points have no band, three are needed"};
    const auto points = in_order(times, values);
    if (!points) return points.error();
    const auto trend = mann_kendall(points->values);
    if (!trend) return trend.error();
    LineCrossing crossing;
    crossing.line = *line;
    crossing.trend = *trend;
    crossing.may_never = line->band->lower <= 0.0 && line->band->upper >= 0.0;
    crossing.time = meeting(*points, line->slope, threshold, options.intercept);
    const auto ends = crossing.may_never ? open_ends(*points, crossing, threshold, options.intercept)
                                         : bounded_ends(*points, crossing, threshold, options.intercept);
    crossing.ahead = crossing.time && *crossing.time > points->times.back();
    crossing.time = moved(crossing.time, points->middle);
    crossing.lower = moved(ends.lower, points->middle);
    crossing.upper = moved(ends.upper, points->middle);
    return crossing;
}

Result<LineCrossing> gap_closing(std::span<const double> times, std::span<const double> required,
                                 std::span<const double> observed, const LineCrossingOptions& options)
{
    if (required.size() != observed.size()) {
        return Error{Errc::bad_value, "gap_closing: as many required as observed shares are needed"};
    }
    std::vector<double> gap(required.begin(), required.end());
    for (std::size_t i = 0; i < gap.size(); ++i) gap[i] -= observed[i];
    return line_crossing(times, gap, 0.0, options);
}

}  // namespace entangled::kernels
