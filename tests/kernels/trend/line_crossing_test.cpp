#include "indicators/kernels/trend/line_crossing.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

Series years_from(double first, std::size_t size)
{
    Series times(size);
    std::iota(times.begin(), times.end(), first);
    return times;
}

// China's share of rare-earth mining, continued; the line has slope 0.014 in [0.006, 0.0244].
const Series rising{.572, .578, .707, .678, .703, .694, .72, .69, .75, .76, .74};

LineCrossing of(const Series& values, double first, double threshold, InterceptRule rule = InterceptRule::medians)
{
    return line_crossing(years_from(first, values.size()), values, threshold, {.intercept = rule}).value();
}

Approx year(double value) { return Approx(value).epsilon(0).margin(1e-9); }

}  // namespace

TEST_CASE("the crossing of a rising line with its band", "[kernels][trend]")
{
    // Slopes and band by scipy.stats.theilslopes, times by hand from them, in Python.
    const auto ahead = of(rising, 2014, .9);
    CHECK(ahead.time.value() == year(2033.0714285714287));
    CHECK(ahead.lower.value() == year(2027.0737704918033));
    CHECK(ahead.upper.value() == year(2051.8333333333335));
    CHECK(ahead.ahead);
    CHECK_FALSE(ahead.may_never);
    const auto behind = of(rising, 2014, .5);
    CHECK(behind.time.value() == year(2004.5));
    CHECK(behind.lower.value() == year(1985.1666666666667));
    CHECK(behind.upper.value() == year(2010.6803278688524));
    CHECK_FALSE(behind.ahead);
    const auto by_residuals = of(rising, 2014, .9, InterceptRule::residuals);
    CHECK(by_residuals.time.value() == year(2033.0));
    CHECK(by_residuals.lower.value() == year(2027.4426229508197));
    CHECK(by_residuals.upper.value() == year(2050.8333333333335));
}

TEST_CASE("the US rare-earth share crosses 25 % by a line without a trend", "[kernels][trend]")
{
    // World Mining Data 2018-2022. The two intercepts give 2027.77 and 2027.71; p = .46 and a slope of 0 in the band
    // say that neither is to be shown.
    const Series values{.076842, .135815, .168017, .157667, .143173};
    const auto crossing = of(values, 2018, .25);
    CHECK(crossing.time.value() == year(2027.7667651201891));
    CHECK(of(values, 2018, .25, InterceptRule::residuals).time.value() == Approx(2027.71).epsilon(0).margin(5e-3));
    CHECK(crossing.lower.value() == year(2021.8114560900751));
    CHECK_FALSE(crossing.upper);
    CHECK(crossing.may_never);
    CHECK(crossing.trend.p_normal == Approx(.4624).margin(5e-5));
    CHECK(crossing.trend.p_two_sided > .4);
    CHECK(crossing.line.residual_intercept ==
          Approx(.25 - crossing.line.slope * 2027.7129913209433).epsilon(0).margin(1e-9));
}

TEST_CASE("five points alarm only if each is above the one before", "[kernels][trend]")
{
    // The naive rule "slope above 0" alarms on four of five years of noise: an exchange of two neighbours is enough to
    // lift p from 2/120 to 10/120.
    CHECK(mann_kendall(Series{1, 2, 3, 4, 5}).value().p_two_sided == Approx(2.0 / 120.0).epsilon(1e-14));
    CHECK(mann_kendall(Series{1, 2, 4, 3, 5}).value().p_two_sided == Approx(10.0 / 120.0).epsilon(1e-14));
    CHECK(of({1, 2, 4, 3, 5}, 0, 9).line.slope > 0.0);
}

TEST_CASE("lines that fall, stand still or move away", "[kernels][trend]")
{
    auto falling = rising;
    for (double& value : falling) value = 1.0 - value;
    const auto mirror = of(falling, 2014, .1);
    CHECK(mirror.time.value() == year(2033.0714285714287));
    CHECK(mirror.lower.value() == year(2027.0737704918033));
    CHECK(mirror.upper.value() == year(2051.8333333333335));
    const auto flat = of(Series(6, .3), 0, .5);
    CHECK_FALSE(flat.time);
    CHECK_FALSE(flat.lower);
    CHECK_FALSE(flat.upper);
    CHECK(flat.may_never);
    const auto undecided = of({1, 3, 2, 1, 3, 2, 2}, 0, 5);
    CHECK(undecided.line.slope == 0.0);
    CHECK_FALSE(undecided.time);
    CHECK(undecided.lower.value() > 6.0);
    CHECK_FALSE(undecided.upper);
    const auto away = of({1, 3, 2, 1, 3, 2, 4}, 0, -5);
    CHECK(away.time.value() < 0.0);
    CHECK_FALSE(away.lower);
    CHECK(away.upper);
    CHECK_FALSE(away.ahead);
}

TEST_CASE("a gap closes when the observed share meets the required one", "[kernels][trend]")
{
    const Series times{2020, 2021, 2022, 2023, 2024};
    const Series required{.40, .45, .50, .55, .60};
    const Series observed{.10, .18, .26, .34, .42};
    const auto closing = gap_closing(times, required, observed).value();
    CHECK(closing.line.slope == Approx(-.03).epsilon(1e-12));
    CHECK(closing.time.value() == year(2030.0));
    CHECK(gap_closing(times, required, Series{1}).error().code == Errc::bad_value);
}

TEST_CASE("a crossing holds its properties", "[kernels][trend]")
{
    REQUIRE(rc::check("ends are in order, order of points and mirroring do not matter", [] {
        const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-20, 20));
        RC_PRE(raw.size() >= 3U);
        Series values(raw.begin(), raw.end());
        Series times = years_from(*rc::gen::inRange(-5, 2030), values.size());
        const double threshold = *rc::gen::inRange(-40, 40) / 2.0;
        const auto rule = *rc::gen::element(InterceptRule::medians, InterceptRule::residuals);
        const auto crossing = line_crossing(times, values, threshold, {.intercept = rule}).value();
        if (crossing.time && crossing.lower) RC_ASSERT(*crossing.lower <= *crossing.time);
        if (crossing.time && crossing.upper) RC_ASSERT(*crossing.time <= *crossing.upper);
        RC_ASSERT(crossing.may_never || (crossing.lower && crossing.upper));
        RC_ASSERT(!crossing.may_never || !crossing.lower || !crossing.upper);
        Series mirrored = values;
        for (double& value : mirrored) value = -value;
        std::ranges::reverse(mirrored);
        std::ranges::reverse(times);
        const auto mirror = line_crossing(times, mirrored, -threshold, {.intercept = rule}).value();
        RC_ASSERT(mirror.time == crossing.time);
        RC_ASSERT(mirror.lower == crossing.lower && mirror.upper == crossing.upper);
    }));
}

TEST_CASE("illegal crossings are errors", "[kernels][trend]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    CHECK(line_crossing({}, {}, 1).error().code == Errc::no_data);
    CHECK(line_crossing(Series{1}, Series{1}, 1).error().code == Errc::insufficient_points);
    CHECK(line_crossing(Series{1, 2}, Series{1, 2}, 1).error().code == Errc::insufficient_points);
    CHECK(line_crossing(Series{1, 2, 2}, Series{1, 2, 3}, 1).error().code == Errc::bad_value);
    CHECK(line_crossing(Series{1, 2, 3}, Series{1, 2, 3}, inf).error().code == Errc::bad_value);
    CHECK(line_crossing(Series{1, 2, 3}, Series{1, 2, inf}, 1).error().code == Errc::bad_value);
    CHECK(line_crossing(Series{1, 2, 3}, Series{1, 2, 3}, 1, {.confidence = 1.0}).error().code == Errc::bad_value);
    CHECK_FALSE(line_crossing(Series{0, 1, 2}, Series{0, 5e-324, 1e-323}, 1e308).value().time);
}
