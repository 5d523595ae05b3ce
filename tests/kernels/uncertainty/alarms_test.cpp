#include "indicators/kernels/uncertainty/alarms.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Values = std::vector<double>;

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

const Values events{30, 75, 120};
const Values starts{10, 24, 60, 70, 100};

AlarmRecord record() { return {.events = events, .alarm_starts = starts, .horizon_days = 10, .length_days = 150}; }

}  // namespace

TEST_CASE("hits, leads and false alarms of a record", "[kernels][uncertainty]")
{
    // Escalation study 6.3.
    const auto score = alarm_score(record()).value();
    CHECK(score.leads == std::vector<std::optional<double>>{6, 5, std::nullopt});
    CHECK(score.false_alarms == Values{10, 60, 100});
    CHECK(score.hits == 2);
    CHECK(score.misses == 1);
    CHECK(score.detection.value() == Approx(.6666667).epsilon(0).margin(6e-8));
    CHECK(score.false_alarm_ratio.value() == Approx(.6).epsilon(1e-14));
    CHECK(score.false_alarms_per_100_days == Approx(2).epsilon(1e-14));
}

TEST_CASE("an alarm at the moment of the event is late, one a horizon before counts", "[kernels][uncertainty]")
{
    const Values one{50};
    const Values at{50};
    const Values before{40, 45};
    const auto late = alarm_score({.events = one, .alarm_starts = at, .horizon_days = 10, .length_days = 100}).value();
    CHECK(late.misses == 1);
    CHECK(late.false_alarms == Values{50});
    const auto early =
        alarm_score({.events = one, .alarm_starts = before, .horizon_days = 10, .length_days = 100}).value();
    CHECK(early.leads[0] == 10.0);
    CHECK(early.false_alarms.empty());
}

TEST_CASE("rates without a base are absent", "[kernels][uncertainty]")
{
    const auto quiet = alarm_score({.events = events, .horizon_days = 10, .length_days = 150}).value();
    CHECK(quiet.detection == 0.0);
    CHECK_FALSE(quiet.false_alarm_ratio);
    const auto nothing = alarm_score({.alarm_starts = starts, .horizon_days = 10, .length_days = 150}).value();
    CHECK_FALSE(nothing.detection);
    CHECK(nothing.false_alarm_ratio == 1.0);
    CHECK(alarm_score({.horizon_days = 10, .length_days = 150}).error().code == Errc::no_data);
}

TEST_CASE("shifted events say what chance would have hit", "[kernels][uncertainty]")
{
    // Alarms cover 10 days each before 5 starts, overlapping once: by hand a shifted event is hit with probability
    // 50/150, so two or three of three are hit rarely.
    const auto test = circular_shift_test(record(), 1000, 4).value();
    CHECK(test.detection == Approx(2.0 / 3));
    CHECK(test.share > .05);
    CHECK(test.share < .5);
    CHECK(circular_shift_test(record(), 1000, 4).value().share == test.share);
    const Values always{0, 9, 18, 27, 36, 45, 54, 63, 72, 81, 90, 99, 108, 117, 126, 135, 144};
    const auto certain =
        circular_shift_test({.events = events, .alarm_starts = always, .horizon_days = 10, .length_days = 150}, 200, 4)
            .value();
    CHECK(certain.detection == 1.0);
    CHECK(certain.share > .9);
    const Values precise{29.9, 74.9, 119.9};
    const auto sharp =
        circular_shift_test({.events = events, .alarm_starts = precise, .horizon_days = 1, .length_days = 150}, 1000, 4)
            .value();
    CHECK(sharp.share < .05);
    CHECK(circular_shift_test(record(), 0, 4).error().code == Errc::no_data);
    CHECK(circular_shift_test({.alarm_starts = starts, .horizon_days = 10, .length_days = 150}, 10, 4).error().code ==
          Errc::no_data);
    CHECK(circular_shift_test(record(), 2'000'000, 4).error().code == Errc::bad_value);
}

TEST_CASE("illegal records are errors", "[kernels][uncertainty]")
{
    const auto broken = [](auto change) {
        AlarmRecord changed = record();
        change(changed);
        return alarm_score(changed).error().code;
    };
    const Values late{150};
    const Values missing{nan_value};
    CHECK(broken([&](AlarmRecord& r) { r.events = late; }) == Errc::bad_value);
    CHECK(broken([&](AlarmRecord& r) { r.alarm_starts = missing; }) == Errc::bad_value);
    CHECK(broken([](AlarmRecord& r) { r.horizon_days = 0; }) == Errc::bad_value);
    CHECK(broken([](AlarmRecord& r) { r.horizon_days = 200; }) == Errc::bad_value);
    CHECK(broken([](AlarmRecord& r) { r.length_days = nan_value; }) == Errc::bad_value);
}

TEST_CASE("every alarm is early for an event or false", "[kernels][uncertainty]")
{
    CHECK(rc::check("for any record", [] {
        const auto days = [] {
            Values times;
            const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000));
            for (const int day : raw) times.push_back(day / 10.0);
            return times;
        };
        const Values any_events = days();
        const Values any_starts = days();
        RC_PRE(!any_events.empty() || !any_starts.empty());
        const auto score =
            alarm_score({.events = any_events, .alarm_starts = any_starts, .horizon_days = 7.3, .length_days = 100})
                .value();
        RC_ASSERT(score.hits + score.misses == any_events.size());
        RC_ASSERT(score.false_alarms.size() <= any_starts.size());
        RC_ASSERT((score.hits > 0) == (score.false_alarms.size() < any_starts.size()));
        for (const auto& lead : score.leads) {
            if (lead) RC_ASSERT(*lead > 0 && *lead <= 7.3 + 1e-9);
        }
    }));
}
