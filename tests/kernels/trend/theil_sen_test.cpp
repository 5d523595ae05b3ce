#include "indicators/kernels/trend/trend.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

Series counted_from(double first, std::size_t size)
{
    Series times(size);
    std::iota(times.begin(), times.end(), first);
    return times;
}

Series logs(Series values)
{
    for (double& value : values) value = std::log(value);
    return values;
}

Series negated(Series values)
{
    for (double& value : values) value = -value;
    return values;
}

struct Points {
    Series times;
    Series values;
};

Points some_points(std::size_t fewest)
{
    const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-40, 40));
    Points points;
    double time = *rc::gen::inRange(-3, 2030);
    for (const int value : raw) {
        points.values.push_back(value / 7.0);
        points.times.push_back(time += *rc::gen::inRange(1, 5) / 4.0);
    }
    RC_PRE(points.values.size() >= fewest);
    return points;
}

}  // namespace

TEST_CASE("slopes agree with World Mining Data series 2018-2022", "[kernels][trend]")
{
    // dependence.md 9.1, computed by an independent implementation from World Mining Data.
    struct Case {
        std::string what;
        Series values;
        double slope;
    };
    const auto c = GENERATE(values<Case>({
        {"gallium, China", {.944272, .951872, .953947, .974478, .983766}, .0099710},
        {"rare earths, China", {.658642, .649079, .610922, .624528, .707459}, .0013206},
        {"rare earths, US", {.076842, .135815, .168017, .157667, .143173}, .0137545},
    }));
    CAPTURE(c.what);
    CHECK(theil_sen(counted_from(2018, 5), c.values).value().slope == Approx(c.slope).epsilon(0).margin(2e-7));
}

TEST_CASE("the US rare-earth share crosses 25% in 2027.77 by its line", "[kernels][trend]")
{
    // Computed apart in Python from World Mining Data. dependence.md 9.2 prints 2027.71, which needs the intercept
    // median(y - slope t) instead of the one of 9.1 and of pyMannKendall, median(y) - slope median(t).
    const Series values{.076842, .135815, .168017, .157667, .143173};
    const auto line = theil_sen(counted_from(2018, 5), values).value();
    CHECK((.25 - line.intercept) / line.slope == Approx(2027.767).epsilon(0).margin(5e-4));
    CHECK((.25 - line.residual_intercept) / line.slope == Approx(2027.71).epsilon(0).margin(5e-3));
}

TEST_CASE("decoupling of two series with its band", "[kernels][trend]")
{
    SECTION("China's share of rare-earth mining 2020-2025, USGS MCS 2026: -0.039 [-0.106, +0.013]")
    {
        const auto values = negated(logs({.572, .578, .707, .678, .703, .694}));
        const auto line = theil_sen(counted_from(2020, 6), values).value();
        CHECK(line.slope == Approx(-.039).epsilon(0).margin(5e-4));
        REQUIRE(line.band);
        CHECK(line.band->lower == Approx(-.106).epsilon(0).margin(5e-4));
        CHECK(line.band->upper == Approx(.013).epsilon(0).margin(5e-4));
    }
    SECTION("US net import reliance of rare earths 2021-2025, range of all slopes: [-0.5295, +0.2344]")
    {
        const auto line = theil_sen(counted_from(2021, 5), logs({.95, .95, .9, .53, .67})).value();
        CHECK(line.slope == Approx(-.1018).epsilon(0).margin(5e-5));
        CHECK(line.band.value().lower == Approx(-.5295).epsilon(0).margin(5e-5));
        CHECK(line.band.value().upper == Approx(.2344).epsilon(0).margin(5e-5));
    }
}

TEST_CASE("the band takes the order statistics of scipy.stats.theilslopes", "[kernels][trend]")
{
    // Computed apart in Python from scipy's index formula; slopes 14 and 40 of 55 at 95%, 18 and 36 at 80%.
    const Series values{.572, .578, .707, .678, .703, .694, .72, .69, .75, .76, .74};
    const auto wide = theil_sen(counted_from(0, 11), values).value();
    CHECK(wide.slope == Approx(.014).epsilon(1e-12));
    CHECK(wide.intercept == Approx(.633).epsilon(1e-12));
    CHECK(wide.band.value().lower == Approx(.006).epsilon(1e-12));
    CHECK(wide.band.value().upper == Approx(.0244).epsilon(1e-12));
    const auto narrow = theil_sen(counted_from(0, 11), values, 0.8).value();
    CHECK(narrow.band.value().lower == Approx(.008).epsilon(1e-12));
    CHECK(narrow.band.value().upper == Approx(.018666666666666668).epsilon(1e-12));
}

TEST_CASE("a line is met exactly", "[kernels][trend]")
{
    // pyMannKendall tests @ec2e3ab: arange(360) has slope 1.
    const auto series = counted_from(0, 360);
    const auto line = theil_sen(series, series).value();
    CHECK(line.slope == 1.0);
    CHECK(line.intercept == 0.0);
    CHECK(line.band == Interval{1.0, 1.0});
    CHECK(line.n == 360);
    REQUIRE(rc::check("any line with small whole coefficients", [] {
        auto points = some_points(2);
        const double slope = *rc::gen::inRange(-50, 50) / 4.0;
        const double intercept = *rc::gen::inRange(-50, 50);
        std::ranges::transform(points.times, points.values.begin(), [&](double t) { return intercept + slope * t; });
        const auto fitted = theil_sen(points.times, points.values).value();
        RC_ASSERT(fitted.slope == slope);
        RC_ASSERT(fitted.intercept == intercept);
        RC_ASSERT(fitted.residual_intercept == intercept);
    }));
}

TEST_CASE("Theil-Sen holds its properties exactly", "[kernels][trend]")
{
    REQUIRE(rc::check("negated values negate the slope and swap the band", [] {
        const auto points = some_points(3);
        const auto line = theil_sen(points.times, points.values).value();
        const auto mirror = theil_sen(points.times, negated(points.values)).value();
        RC_ASSERT(mirror.slope == -line.slope);
        RC_ASSERT(mirror.intercept == -line.intercept);
        RC_ASSERT(mirror.residual_intercept == -line.residual_intercept);
        RC_ASSERT(mirror.band.value() == (Interval{-line.band->upper, -line.band->lower}));
        RC_ASSERT(line.band->lower <= line.slope && line.slope <= line.band->upper);
    }));
    REQUIRE(rc::check("the order of points does not matter", [] {
        const auto points = some_points(3);
        auto reversed = points;
        std::ranges::reverse(reversed.times);
        std::ranges::reverse(reversed.values);
        const auto line = theil_sen(points.times, points.values).value();
        const auto same = theil_sen(reversed.times, reversed.values).value();
        RC_ASSERT(same.slope == line.slope && same.intercept == line.intercept && same.band == line.band);
    }));
    REQUIRE(rc::check("scaling by a power of two scales slope and band", [] {
        const auto points = some_points(3);
        auto scaled = points.values;
        for (double& value : scaled) value *= 1024.0;
        const auto line = theil_sen(points.times, points.values).value();
        const auto large = theil_sen(points.times, scaled).value();
        RC_ASSERT(large.slope == 1024.0 * line.slope);
        RC_ASSERT(large.band == (Interval{1024.0 * line.band->lower, 1024.0 * line.band->upper}));
    }));
}

TEST_CASE("short and flat series", "[kernels][trend]")
{
    const auto two = theil_sen(Series{2020, 2022}, Series{1, 5}).value();
    CHECK(two.slope == 2.0);
    CHECK_FALSE(two.band);
    const auto flat = theil_sen(counted_from(0, 4), Series(4, 0.3)).value();
    CHECK(flat.slope == 0.0);
    CHECK_FALSE(std::signbit(flat.slope));
    CHECK(flat.band == Interval{0.0, 0.0});
    CHECK(theil_sen(counted_from(0, 3), Series{5e-324, 1e-323, 1.5e-323}).value().slope == 5e-324);
    CHECK(theil_sen(counted_from(0, 3), Series{1e300, 2e300, 3e300}).value().slope == 1e300);
}

TEST_CASE("illegal points are errors", "[kernels][trend]")
{
    struct Case {
        std::string what;
        Series times;
        Series values;
        Errc code;
    };
    const auto c = GENERATE(values<Case>({
        {"empty", {}, {}, Errc::no_data},
        {"one point", {1}, {1}, Errc::insufficient_points},
        {"unequal lengths", {1, 2}, {1, 2, 3}, Errc::bad_value},
        {"equal times", {1, 2, 1}, {1, 2, 3}, Errc::bad_value},
        {"NaN value", {1, 2}, {1, nan_value}, Errc::bad_value},
        {"infinite value", {1, 2}, {1, inf}, Errc::bad_value},
        {"infinite time", {1, -inf}, {1, 2}, Errc::bad_value},
        {"difference overflows", {1, 2}, {-1e308, 1e308}, Errc::bad_value},
        {"time difference overflows", {-1e308, 1e308}, {1, 2}, Errc::bad_value},
        {"slope overflows", {0, 5e-324}, {0, 1}, Errc::bad_value},
        {"intercept overflows", {1e10, 1e10 + 1}, {0, 1e300}, Errc::bad_value},
    }));
    CAPTURE(c.what);
    CHECK(theil_sen(c.times, c.values).error().code == c.code);
}

TEST_CASE("an illegal confidence is an error", "[kernels][trend]")
{
    const double confidence = GENERATE(0.0, 1.0, -1.0, 2.0, inf, nan_value);
    CHECK(theil_sen(Series{1, 2}, Series{1, 2}, confidence).error().code == Errc::bad_value);
}
