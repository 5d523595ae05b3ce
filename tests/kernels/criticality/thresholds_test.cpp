#include "indicators/kernels/criticality/thresholds.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace entangled;
using namespace entangled::kernels;

TEST_CASE("rounding before the test is a choice", "[kernels][criticality]")
{
    // An unrounded 0.96 prints as 1.0 and counts only if it is rounded first.
    CHECK_FALSE(reaches(.96, {1.0}).value());
    CHECK(reaches(.96, {1.0, 1}).value());
    CHECK_FALSE(reaches(.949, {1.0, 1}).value());
    CHECK(reaches(1.0, {1.0}).value());
    const CriticalityLimits rounded{{1.0, 1}, {2.8, 1}};
    CHECK_FALSE(critical(.96, 2.75).value());
    CHECK(critical(.96, 2.75, rounded).value());
    CHECK_FALSE(critical(.94, 2.75, rounded).value());
    CHECK(critical(1.0, 2.8).value());
}

TEST_CASE("numbers as printed", "[kernels][criticality]")
{
    CHECK(as_printed(2.746, 1).value() == 2.7);
    CHECK(as_printed(-2.75, 1).value() == -2.8);
    CHECK(as_printed(0.5, 0).value() == 1.0);
    CHECK_FALSE(std::signbit(as_printed(-0.01, 1).value()));
    CHECK(as_printed(1.7e308, 15).value() == 1.7e308);
    CHECK(as_printed(5e-324, 15).value() == 0.0);
    REQUIRE(rc::check("they are within half a place and stay as they are", [] {
        const double value = static_cast<double>(*rc::gen::inRange(-100000, 100000)) / 777.0;
        const int places = *rc::gen::inRange(0, 6);
        const double printed = as_printed(value, places).value();
        RC_ASSERT(std::abs(printed - value) <= .5000001 * std::pow(10.0, -places));
        RC_ASSERT(as_printed(printed, places).value() == printed);
    }));
}

TEST_CASE("illegal thresholds", "[kernels][criticality]")
{
    const double bad = GENERATE(std::numeric_limits<double>::infinity(), std::nan(""));
    CHECK(as_printed(bad, 1).error().code == Errc::bad_value);
    CHECK(as_printed(1, -1).error().code == Errc::bad_value);
    CHECK(as_printed(1, 16).error().code == Errc::bad_value);
    CHECK(reaches(bad, {1.0}).error().code == Errc::bad_value);
    CHECK(reaches(1, {bad}).error().code == Errc::bad_value);
    CHECK(reaches(1, {1.0, 99}).error().code == Errc::bad_value);
    CHECK(critical(bad, 1).error().code == Errc::bad_value);
    CHECK(critical(1, -1).error().code == Errc::bad_value);
}
