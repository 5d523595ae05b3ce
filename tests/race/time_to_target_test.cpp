#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

Reading rate_of(double level, double rate, Interval band)
{
    Reading reading = known(rate);
    reading.bounds = band;
    reading.level = Interval{level, level};
    return reading;
}

Reading time_to(const Reading& rate, double target)
{
    const ConfigureContext context{shipped().configuration->plan->codes, {}};
    const auto body = find_indicator_kind("time_to_target")
                          ->configure(Parameters({{"rate", std::string("r")}, {"target", target}}), context);
    const Reading* upstream = &rate;
    const View view(*shipped().dataset, day("2026-06-30"));
    return body->evaluate({view, day("2026-06-30"), context.codes, {&upstream, 1}, nullptr});
}

}  // namespace

// Expected: field.md 7.5 (synthetic, computed): from .80 at .03 a year 15.667 years to .5, from .70 at .14 2.403 years.
TEST_CASE("the golden times to one half")
{
    CHECK(printed(*time_to(rate_of(0.80, 0.03, {0.02, 0.04}), 0.5).value, 3) == "15.667");
    CHECK(printed(*time_to(rate_of(0.70, 0.14, {0.10, 0.20}), 0.5).value, 3) == "2.403");
}

TEST_CASE("a level at its target has arrived")
{
    const Reading reading = time_to(rate_of(0.5, 0.03, {0.02, 0.04}), 0.5);
    CHECK(*reading.value == 0.0);
    CHECK(reading.answer == "reached");
}

TEST_CASE("a rate that may be zero has no time, and infinity never leaves")
{
    const Reading reading = time_to(rate_of(0.8, 0.03, {-0.01, 0.07}), 0.5);
    CHECK(reading.state == ReadingState::unknown);
    CHECK(reading.reason->code == Errc::not_identified);
    CHECK(reading.answer == "undecided");
    CHECK_FALSE(reading.value.has_value());
}

TEST_CASE("an unknown rate leaves the time unknown, with the rate's reason")
{
    const Reading reading = time_to(missing(Errc::insufficient_points, "2 points"), 0.5);
    CHECK(reading.reason->code == Errc::upstream_unknown);
    CHECK(reading.reason->detail.find("2 points") != std::string::npos);
}

TEST_CASE("a target lies between 0 and 1")
{
    CHECK_FALSE(refusal("time_to_target", {{"rate", std::string("r")}, {"target", 1.5}}).empty());
}
