#include "indicators/kernels/deterrence/logit_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace entangled::kernels {
namespace {

struct Span {
    double from{};
    double to{};
};

/// Where H begins and ends: no fixed point is outside.
Span range_of(const LogitMap& map)
{
    const auto image = [&](double v) { return map.a.level + map.a.slope * logistic(v); };
    return {image(map.b.level), image(map.b.level + map.b.slope)};
}

/// Root of a function that falls through 0 inside (`falling`) or rises through it. Newton's step is taken where it
/// stays inside the bracket and gains on bisection; the end that is met is the answer if the sign never changes.
template <class Value, class Slope>
double bracketed_root(const Value& value, const Slope& slope, Span bracket, bool falling)
{
    double x = std::midpoint(bracket.from, bracket.to);
    double last_step = bracket.to - bracket.from;
    for (int round = 0; round < 200; ++round) {
        const double f = value(x);
        if (f == 0.0) return x;
        (((f > 0.0) == falling) ? bracket.from : bracket.to) = x;
        const double newton = x - f / slope(x);
        const bool gains = newton > bracket.from && newton < bracket.to && std::abs(newton - x) < 0.5 * last_step;
        const double next = gains ? newton : std::midpoint(bracket.from, bracket.to);
        const double step = std::abs(next - x);
        if (next == x || step <= 0.5 * std::numeric_limits<double>::epsilon() * std::abs(x)) return next;
        last_step = step;
        x = next;
    }
    return x;
}

double root_of_gap(const LogitMap& map, Span bracket, bool falling)
{
    return bracketed_root([&](double u) { return map.gap(u); },
                          [&](double u) { return std::expm1(map.log_steepness(u)); }, bracket, falling);
}

/// A point where H is steeper than 1: the steepest, or one met on the way to it.
std::optional<double> steep_point(const LogitMap& map, Span range)
{
    // s(1 - s) <= 1/4 for both.
    if (!(map.a.slope * map.b.slope > 16.0)) return std::nullopt;
    const auto is_steep = [&](double u) { return map.log_steepness(u) > 0.0; };
    if (map.steepness_trend(range.from) <= 0.0) return is_steep(range.from) ? std::optional{range.from} : std::nullopt;
    if (map.steepness_trend(range.to) >= 0.0) return is_steep(range.to) ? std::optional{range.to} : std::nullopt;
    for (int round = 0; round < 200; ++round) {
        const double middle = std::midpoint(range.from, range.to);
        if (is_steep(middle)) return middle;
        if (middle == range.from || middle == range.to) break;
        (map.steepness_trend(middle) > 0.0 ? range.from : range.to) = middle;
    }
    return std::nullopt;
}

double where_steepness_is_one(const LogitMap& map, Span bracket, bool falling)
{
    return bracketed_root([&](double u) { return map.log_steepness(u); },
                          [&](double u) { return map.steepness_trend(u); }, bracket, falling);
}

}  // namespace

double logistic(double z) noexcept
{
    if (z >= 0.0) return 1.0 / (1.0 + std::exp(-z));
    const double odds = std::exp(z);
    return odds / (1.0 + odds);
}

double log_logistic_slope(double z) noexcept { return -std::abs(z) - 2.0 * std::log1p(std::exp(-std::abs(z))); }

double LogitMap::rival(double u) const noexcept { return b.level + b.slope * logistic(u); }

double LogitMap::gap(double u) const noexcept { return (a.level + a.slope * logistic(rival(u))) - u; }

double LogitMap::log_steepness(double u) const noexcept
{
    return std::log(a.slope) + std::log(b.slope) + log_logistic_slope(u) + log_logistic_slope(rival(u));
}

double LogitMap::steepness_trend(double u) const noexcept
{
    return -std::tanh(0.5 * rival(u)) * b.slope * std::exp(log_logistic_slope(u)) - std::tanh(0.5 * u);
}

std::optional<TurningPoints> turning_points(const LogitMap& map) noexcept
{
    const Span range = range_of(map);
    const auto steep = steep_point(map, range);
    if (!steep) return std::nullopt;
    TurningPoints turns{range.from, range.to};
    if (map.log_steepness(range.from) < 0.0) turns.lower = where_steepness_is_one(map, {range.from, *steep}, false);
    if (map.log_steepness(range.to) < 0.0) turns.upper = where_steepness_is_one(map, {*steep, range.to}, true);
    return turns;
}

LogitRoots logit_roots(const LogitMap& map) noexcept
{
    const Span range = range_of(map);
    const auto turns = turning_points(map);
    if (!turns) {
        const double only = root_of_gap(map, range, true);
        return {only, std::nullopt, only};
    }
    const bool low = map.gap(turns->lower) <= 0.0;
    const bool high = map.gap(turns->upper) >= 0.0;
    const double least = low ? root_of_gap(map, {range.from, turns->lower}, true) : 0.0;
    const double greatest = high ? root_of_gap(map, {turns->upper, range.to}, true) : least;
    if (!low) return {greatest, std::nullopt, greatest};
    if (!high) return {least, std::nullopt, least};
    return {least, root_of_gap(map, {turns->lower, turns->upper}, false), greatest};
}

double least_logit_root(const LogitMap& map) noexcept
{
    const Span range = range_of(map);
    const auto turns = turning_points(map);
    if (!turns) return root_of_gap(map, range, true);
    if (map.gap(turns->lower) <= 0.0) return root_of_gap(map, {range.from, turns->lower}, true);
    return root_of_gap(map, {turns->upper, range.to}, true);
}

}  // namespace entangled::kernels
