#include <rapidcheck/catch.h>
#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "daemon/scheduler/schedule.hpp"

using namespace entangled;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

Timestamp at(std::int64_t milliseconds) { return Timestamp{Duration{milliseconds}}; }

}  // namespace

TEST_CASE("without jitter a job is due on the grid of its interval, strictly after now")
{
    CHECK(next_due(hours{1}, Duration{0}, "usgs", at(0)) == Timestamp{hours{1}});
    CHECK(next_due(hours{1}, Duration{0}, "usgs", at(1)) == Timestamp{hours{1}});
    CHECK(next_due(hours{1}, Duration{0}, "usgs", at(3'599'999)) == Timestamp{hours{1}});
    CHECK(next_due(hours{1}, Duration{0}, "usgs", at(3'600'000)) == Timestamp{hours{2}});
    CHECK(next_due(hours{1}, Duration{0}, "usgs", at(-1)) == at(0));
    CHECK(next_due(Duration{0}, Duration{-5}, "usgs", at(7)) == at(8));
}

TEST_CASE("jobs are spread by their names and not by the time of asking")
{
    std::set<Timestamp> times;
    for (int i = 0; i < 50; ++i) times.insert(next_due(hours{1}, minutes{10}, "job " + std::to_string(i), at(0)));
    CHECK(times.size() > 40);
    CHECK(next_due(hours{1}, minutes{10}, "usgs", at(0)) == next_due(hours{1}, minutes{10}, "usgs", at(0)));
}

TEST_CASE("missed runs are those a run now cannot stand for")
{
    CHECK(missed_runs(hours{1}, Duration{0}, "a", Timestamp{hours{1}}, Timestamp{hours{1}}) == 0);
    CHECK(missed_runs(hours{1}, Duration{0}, "a", Timestamp{hours{1}}, Timestamp{hours{2}} - Duration{1}) == 0);
    CHECK(missed_runs(hours{1}, Duration{0}, "a", Timestamp{hours{1}}, Timestamp{hours{2}}) == 0);
    CHECK(missed_runs(hours{1}, Duration{0}, "a", Timestamp{hours{1}}, Timestamp{hours{4}}) == 2);
    CHECK(missed_runs(hours{1}, Duration{0}, "a", Timestamp{hours{4}}, Timestamp{hours{1}}) == 0);
}

TEST_CASE("due times form one grid")
{
    rc::prop("the next is at most an interval away, and the one after it exactly one more", [] {
        const Duration interval{*rc::gen::inRange<std::int64_t>(1, 100'000'000)};
        const Duration jitter{*rc::gen::inRange<std::int64_t>(0, 10'000'000)};
        const auto job = *rc::gen::arbitrary<std::string>();
        const Timestamp now = at(*rc::gen::inRange<std::int64_t>(-4'000'000'000'000, 4'000'000'000'000));
        const Timestamp due = next_due(interval, jitter, job, now);
        RC_ASSERT(due > now && due - now <= interval);
        RC_ASSERT(next_due(interval, jitter, job, due) - due == interval);
        RC_ASSERT(next_due(interval, jitter, job, due - Duration{1}) == due);
        const auto steps = *rc::gen::inRange<std::int64_t>(1, 50);
        RC_ASSERT(missed_runs(interval, jitter, job, due, due + steps * interval) == steps - 1);
    });
}
