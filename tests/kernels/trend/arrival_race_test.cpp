#include "indicators/kernels/trend/arrival_race.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Time = std::optional<double>;

Arrival some_arrival()
{
    const double lower = *rc::gen::inRange(0, 50);
    const double time = lower + *rc::gen::inRange(0, 50);
    Arrival arrival{time, lower, time + *rc::gen::inRange(0, 50)};
    const int missing = *rc::gen::inRange(0, 4);
    if (missing >= 1) arrival.upper.reset();
    if (missing >= 2) arrival.time.reset();
    if (missing >= 3) arrival.lower.reset();
    return arrival;
}

Time negated(Time time) { return time ? Time{0.0 - *time} : time; }

}  // namespace

TEST_CASE("the lead of the side that comes first, with its interval", "[kernels][trend]")
{
    // By hand: 12 - 5, 9 - 8, 20 - 4.
    const auto race = arrival_race({5, 4, 8}, {12, 9, 20}).value();
    CHECK(race.field == RaceField::both);
    CHECK(race.lead == 7.0);
    CHECK(race.lower == 1.0);
    CHECK(race.upper == 16.0);
    CHECK(race.decided);
    CHECK_FALSE(arrival_race({5, 4, 10}, {12, 9, 20}).value().decided);
}

TEST_CASE("a side that may never arrive leaves the lead unbounded", "[kernels][trend]")
{
    const auto open = arrival_race({5, 4, 8}, {12, 9, std::nullopt}).value();
    CHECK(open.lead == 7.0);
    CHECK(open.lower == 1.0);
    CHECK_FALSE(open.upper);
    CHECK(open.decided);
    const auto never = arrival_race({5, 4, 8}, {}).value();
    CHECK(never.field == RaceField::only_first);
    CHECK_FALSE(never.lead);
    CHECK_FALSE(never.decided);
    CHECK(arrival_race({}, {5, 4, 8}).value().field == RaceField::only_second);
    CHECK(arrival_race({}, {}).value().field == RaceField::neither);
}

TEST_CASE("two crossings race", "[kernels][trend]")
{
    // Half of the dependence gone: the published example 15.667 against 2.403 years, lead 13.263.
    const auto slow = time_to_threshold(0.80, 0.5, 0.03, {0.02, 0.04}).value();
    const auto fast = time_to_threshold(0.70, 0.5, 0.14, {0.10, 0.20}).value();
    const auto race = arrival_race(arrival_of(fast), arrival_of(slow)).value();
    CHECK(race.lead.value() == Approx(13.263).epsilon(0).margin(1e-3));
    CHECK(race.decided);
    const std::vector<double> times{0, 1, 2, 3};
    const auto line = line_crossing(times, std::vector<double>{0, 1, 2, 3}, 10).value();
    CHECK(arrival_of(line).time == 10.0);
    CHECK(arrival_race(arrival_of(line), arrival_of(line)).value().lead == 0.0);
}

TEST_CASE("exchange of the sides negates the race", "[kernels][trend]")
{
    REQUIRE(rc::check([] {
        const auto first = some_arrival();
        const auto second = some_arrival();
        const auto race = arrival_race(first, second).value();
        const auto mirror = arrival_race(second, first).value();
        RC_ASSERT(mirror.lead == negated(race.lead) && mirror.decided == race.decided);
        RC_ASSERT(mirror.lower == negated(race.upper) && mirror.upper == negated(race.lower));
        if (race.lead && race.lower) RC_ASSERT(*race.lower <= *race.lead);
        if (race.lead && race.upper) RC_ASSERT(*race.lead <= *race.upper);
    }));
}

TEST_CASE("illegal arrivals are errors", "[kernels][trend]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    CHECK(arrival_race({inf, 1, inf}, {}).error().code == Errc::bad_value);
    CHECK(arrival_race({5, 6, 8}, {}).error().code == Errc::bad_value);
    CHECK(arrival_race({5, 4, 3}, {}).error().code == Errc::bad_value);
    CHECK(arrival_race({Time{}, 4, 3}, {}).error().code == Errc::bad_value);
    CHECK(arrival_race({-1e308, -1e308, -1e308}, {1e308, 1e308, 1e308}).error().code == Errc::bad_value);
}
