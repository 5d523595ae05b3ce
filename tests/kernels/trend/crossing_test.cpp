#include "indicators/kernels/trend/crossing.hpp"

#include "indicators/kernels/trend/trend.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

double years_to(double target, double level, double rate)
{
    return time_to_threshold(level, target, rate, {rate, rate}).value().years.value();
}

}  // namespace

TEST_CASE("time to half agrees with the golden example", "[kernels][crossing]")
{
    // field.md 7.5: 15.667 and 2.403 years, lead 13.263 years.
    const double slow = years_to(0.5, 0.80, 0.03);
    const double fast = years_to(0.5, 0.70, 0.14);
    CHECK(slow == Approx(15.667).epsilon(0).margin(1e-3));
    CHECK(fast == Approx(2.403).epsilon(0).margin(1e-3));
    CHECK(slow - fast == Approx(13.263).epsilon(0).margin(1e-3));
}

TEST_CASE("historical rates and half-lives", "[kernels][crossing]")
{
    // field.md 7.5: Japan's dependence on Chinese rare earths since 2010; China's on foreign tools.
    struct Case {
        double from;
        double to;
        double years;
        double rate;
        double half_life;
    };
    const auto c = GENERATE(values<Case>({{.90, .60, 15, .02703, 25.64},
                                          {.90, .65, 15, .02169, 31.95},
                                          {.75, .65, 1, .14310, 4.84},
                                          {.65, .48, 5, .06064, 11.43}}));
    CAPTURE(c.from, c.to);
    const std::vector<double> times{0.0, c.years};
    const std::vector<double> logs{std::log(c.from), std::log(c.to)};
    const double rate = -theil_sen(times, logs).value().slope;
    CHECK(rate == Approx(c.rate).epsilon(0).margin(5e-6));
    CHECK(years_to(0.5, 1.0, rate) == Approx(c.half_life).epsilon(0).margin(1e-2));
}

TEST_CASE("the band orders the times, and a rate that does not fall never arrives", "[kernels][crossing]")
{
    SECTION("all rates fall")
    {
        const auto crossing = time_to_threshold(0.8, 0.4, 0.1, {0.05, 0.2}).value();
        CHECK(crossing.lower.value() == Approx(std::log(2.0) / 0.2));
        CHECK(crossing.years.value() == Approx(std::log(2.0) / 0.1));
        CHECK(crossing.upper.value() == Approx(std::log(2.0) / 0.05));
        CHECK_FALSE(crossing.may_never);
    }
    SECTION("the band holds zero")
    {
        const auto crossing = time_to_threshold(0.8, 0.4, 0.1, {0.0, 0.2}).value();
        CHECK(crossing.lower);
        CHECK(crossing.years);
        CHECK_FALSE(crossing.upper);
        CHECK(crossing.may_never);
    }
    SECTION("the rate itself rises: China's share of rare-earth mining 2020-2025")
    {
        const auto crossing = time_to_threshold(0.694, 0.65, -0.039, {-0.106, 0.013}).value();
        CHECK(crossing.lower.value() == Approx(std::log(0.694 / 0.65) / 0.013));
        CHECK_FALSE(crossing.years);
        CHECK_FALSE(crossing.upper);
        CHECK(crossing.may_never);
    }
    SECTION("no rate of the band falls")
    {
        const auto crossing = time_to_threshold(0.8, 0.4, -0.1, {-0.2, 0.0}).value();
        CHECK_FALSE(crossing.lower);
        CHECK_FALSE(crossing.years);
        CHECK_FALSE(crossing.upper);
        CHECK(crossing.may_never);
    }
}

TEST_CASE("a level at or below its target has arrived whatever its rate", "[kernels][crossing]")
{
    const double level = GENERATE(0.5, 0.3, 5e-324);
    const auto crossing = time_to_threshold(level, 0.5, -0.1, {-0.2, 0.1}).value();
    CHECK(crossing.years == 0.0);
    CHECK(crossing.lower == 0.0);
    CHECK(crossing.upper == 0.0);
    CHECK_FALSE(crossing.may_never);
}

TEST_CASE("crossing holds its properties", "[kernels][crossing]")
{
    REQUIRE(rc::check("times are ordered and finite, and the level meets its target", [] {
        const double level = *rc::gen::inRange(1, 1000) / 1000.0;
        const double target = *rc::gen::inRange(1, 1000) / 1000.0;
        const double rate = *rc::gen::inRange(-500, 500) / 1000.0;
        const double half_width = *rc::gen::inRange(0, 500) / 1000.0;
        const auto crossing = time_to_threshold(level, target, rate, {rate - half_width, rate + half_width}).value();
        if (crossing.years) RC_ASSERT(crossing.lower.value() <= *crossing.years);
        if (crossing.upper) RC_ASSERT(crossing.years.value() <= *crossing.upper);
        RC_ASSERT(crossing.may_never == !crossing.upper);
        if (level > target && crossing.years) {
            RC_ASSERT(std::abs(level * std::exp(-rate * *crossing.years) - target) < 1e-12);
        }
        const auto scaled =
            time_to_threshold(level * 64, target * 64, rate, {rate - half_width, rate + half_width}).value();
        RC_ASSERT(scaled.years == crossing.years && scaled.lower == crossing.lower && scaled.upper == crossing.upper);
    }));
}

TEST_CASE("extreme levels and rates give no infinity", "[kernels][crossing]")
{
    CHECK(years_to(1e-300, 1e300, 1.0) == Approx(600.0 * std::log(10.0)));
    CHECK(years_to(5e-324, 1e308, 1.0) == Approx(std::log(1e308) - std::log(5e-324)));
    const auto never = time_to_threshold(1.0, 0.5, 5e-324, {5e-324, 5e-324}).value();
    CHECK_FALSE(never.lower);
    CHECK(never.may_never);
}

TEST_CASE("illegal levels and rates are errors", "[kernels][crossing]")
{
    for (const double level : {0.0, -1.0, inf, nan_value}) {
        CAPTURE(level);
        CHECK(time_to_threshold(level, 0.5, 0.1, {0.1, 0.1}).error().code == Errc::bad_value);
        CHECK(time_to_threshold(0.5, level, 0.1, {0.1, 0.1}).error().code == Errc::bad_value);
    }
    for (const Interval band : {Interval{0.2, 0.3}, {0.3, 0.0}, {0.0, inf}, {-inf, 1.0}, {nan_value, 1.0}}) {
        CAPTURE(band.lower, band.upper);
        CHECK(time_to_threshold(0.8, 0.5, 0.1, band).error().code == Errc::bad_value);
    }
    CHECK(time_to_threshold(0.8, 0.5, nan_value, {0.0, 1.0}).error().code == Errc::bad_value);
}
