#include "indicators/kernels/numbers/scale.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {

Result<double> mid_rank_percentile(std::span<const double> values, double value)
{
    if (!all_finite(values) || !std::isfinite(value)) {
        return Error{Errc::bad_value, "mid_rank_percentile: a value is not finite"};
    }
    if (values.empty()) return Error{Errc::no_data, "mid_rank_percentile: no values"};
    const auto below = std::ranges::count_if(values, [&](double other) { return other < value; });
    const auto equal = std::ranges::count(values, value);
    return (static_cast<double>(below) + 0.5 * static_cast<double>(equal)) / static_cast<double>(values.size());
}

Result<Interval> goalposts(std::span<const double> reference)
{
    if (!all_finite(reference)) return Error{Errc::bad_value, "goalposts: a value is not finite"};
    if (reference.empty()) return Error{Errc::no_data, "goalposts: no values"};
    const Interval ends{std::ranges::min(reference), std::ranges::max(reference)};
    if (ends.exact()) return Error{Errc::not_identified, "goalposts: all values are equal"};
    return ends;
}

Result<double> goalpost_score(double value, Interval ends, double floor)
{
    if (!std::isfinite(value) || !std::isfinite(ends.lower) || !std::isfinite(ends.upper) || ends.lower > ends.upper ||
        !(floor >= 0.0 && floor < 1.0)) {
        return Error{Errc::bad_value, "goalpost_score: an argument is outside its range"};
    }
    if (ends.exact()) return Error{Errc::not_identified, "goalpost_score: the goalposts are equal"};
    // Halved first: the distance of finite goalposts may overflow.
    const double width = 0.5 * ends.upper - 0.5 * ends.lower;
    const double score = (0.5 * value - 0.5 * ends.lower) / width;
    return std::isnan(score) ? floor : std::clamp(score, floor, 1.0);
}

}  // namespace entangled::kernels
