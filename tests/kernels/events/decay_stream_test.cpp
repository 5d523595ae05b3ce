#include "indicators/kernels/events/decay_stream.hpp"

#include "indicators/kernels/events/decay.hpp"
#include "indicators/kernels/numbers/draws.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

struct Act {
    double time;
    double weight;
};

DecayStream stream_of(const std::vector<Act>& acts, double half_life)
{
    DecayStream stream{.half_life_days = half_life};
    for (const Act& act : acts) stream = with_event(stream, act.time, act.weight).value();
    return stream;
}

double direct(const std::vector<Act>& acts, double half_life, double now)
{
    std::vector<AgedWeight> aged;
    for (const Act& act : acts) aged.push_back({now - act.time, act.weight});
    return decayed_intensity(aged, half_life).value();
}

std::vector<Act> some_acts()
{
    std::vector<Act> acts;
    for (const int weight : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100))) {
        acts.push_back({*rc::gen::inRange(-8000, 8000) / 8.0, weight / 7.0});
    }
    return acts;
}

}  // namespace

TEST_CASE("a stream agrees with the reference vector in order and out of order", "[kernels][decay_stream]")
{
    // Recursion I <- I 2^(-dt/H) + w; value of the direct sum with 30 digits (mpmath): 14.744047160945151269.
    std::vector<Act> acts{{0, 8}, {3, 2}, {3, 5.8}, {10, 8}, {17.5, 4}};
    CHECK(intensity_at(stream_of(acts, 14), 20).value() == Approx(14.744047160945151).epsilon(1e-14));
    std::ranges::reverse(acts);
    CHECK(intensity_at(stream_of(acts, 14), 20).value() == Approx(14.744047160945151).epsilon(1e-14));
}

TEST_CASE("a stream equals the direct sum", "[kernels][decay_stream]")
{
    REQUIRE(rc::check("for any order of arrival, late events too, and after a merge", [] {
        const auto acts = some_acts();
        const double half_life = *rc::gen::inRange(1, 100) / 3.0;
        const double now = 1000.0 + *rc::gen::inRange(0, 80) / 8.0;
        const double expected = direct(acts, half_life, now);
        const double margin = 1e-12 * expected + 1e-300;  // both lose what is 1,000 half-lives back
        RC_ASSERT(std::abs(intensity_at(stream_of(acts, half_life), now).value() - expected) <= margin);
        const auto half = static_cast<std::ptrdiff_t>(acts.size() / 2);
        const std::vector<Act> head(acts.begin(), acts.begin() + half);
        const std::vector<Act> tail(acts.begin() + half, acts.end());
        const auto both = merged(stream_of(tail, half_life), stream_of(head, half_life)).value();
        RC_ASSERT(both.events == acts.size());
        RC_ASSERT(std::abs(intensity_at(both, now).value() - expected) <= margin);
    }));
}

TEST_CASE("a long stream does not drift", "[kernels][decay_stream]")
{
    // 50,000 events within a few half-lives: the plain recursion I 2^(-dt/H) + w rounds at each of them.
    constexpr std::size_t events = 50'000;
    std::vector<Act> acts;
    for (std::size_t i = 0; i < events; ++i) {
        acts.push_back({20'000.0 + static_cast<double>(i) * 0.001, 0.1 + uniform(7, i)});
    }
    const double expected = direct(acts, 14, acts.back().time);
    CHECK(intensity_at(stream_of(acts, 14), acts.back().time).value() == Approx(expected).epsilon(1e-13));
}

TEST_CASE("an empty stream has no intensity and the past cannot be asked", "[kernels][decay_stream]")
{
    CHECK(intensity_at({}, 5).value() == 0.0);
    const auto stream = with_event({.half_life_days = 10}, 5, 3).value();
    CHECK(intensity_at(stream, 5).value() == Approx(3.0).epsilon(1e-15));
    CHECK(intensity_at(stream, 15).value() == Approx(1.5).epsilon(1e-15));
    CHECK(intensity_at(stream, 4.999).error().code == Errc::bad_value);
    const auto late = with_event(stream, -5, 4).value();
    CHECK(late.latest_days == 5.0);
    CHECK(intensity_at(late, 5).value() == Approx(5.0).epsilon(1e-15));
    CHECK(merged(stream, {.half_life_days = 10}).value().events == 1);
    CHECK(merged(stream, {.half_life_days = 11}).error().code == Errc::bad_value);
}

TEST_CASE("a stream forgets what is far back and refuses what it cannot hold", "[kernels][decay_stream]")
{
    auto stream = with_event({.half_life_days = 1}, 0, 1e300).value();
    stream = with_event(stream, 1e6, 1).value();
    CHECK(intensity_at(stream, 1e6).value() == 1.0);
    CHECK(with_event(stream, 0, 1e300).value().sum == stream.sum);
    CHECK(with_event(stream, 1e16, 1).error().code == Errc::bad_value);
    CHECK(with_event({.half_life_days = 5e-324}, 1, 1).error().code == Errc::bad_value);
    CHECK(with_event({.half_life_days = 1e300}, 1e300, 1).value().events == 1);
    // The distance from -1.7e308 back to a whole half-life is beyond the range of double.
    const auto ancient = with_event({.half_life_days = 1.2e308}, -1.7e308, 1).value();
    CHECK(ancient.half_lives == -2);
    CHECK(intensity_at(ancient, -0.5e308).value() == Approx(0.5).epsilon(1e-12));
    const auto full = with_event({}, 0, 1.7e308).value();
    CHECK(with_event(full, 0, 1.7e308).error().code == Errc::bad_value);
    CHECK(merged(full, full).error().code == Errc::bad_value);
    for (const double bad : {inf, -inf, nan_value}) {
        CHECK(with_event({}, bad, 1).error().code == Errc::bad_value);
        CHECK(with_event({}, 1, bad).error().code == Errc::bad_value);
        CHECK(with_event({.half_life_days = bad}, 1, 1).error().code == Errc::bad_value);
        CHECK(intensity_at({}, bad).error().code == Errc::bad_value);
    }
    CHECK(with_event({}, 1, -1).error().code == Errc::bad_value);
    CHECK(with_event({.half_life_days = 0}, 1, 1).error().code == Errc::bad_value);
}

TEST_CASE("the steady mean is rate times weight times memory", "[kernels][decay_stream]")
{
    // r = .2 a day, E[w] = 5, H = 14 days: r E[w] H / ln 2.
    CHECK(steady_intensity(0.2, 5, 14).value() == Approx(20.19773057244549).epsilon(1e-14));
    // The mean over the second half of a long random stream, within 3 standard errors of Campbell's theorem.
    DecayStream stream{.half_life_days = 5};
    double time = 0.0;
    double area = 0.0;
    constexpr double span = 20'000.0;
    for (std::uint64_t i = 0; time < span; ++i) {
        const double next = time - std::log(uniform(3, i)) / 0.5;
        const double now = i == 0 ? 0.0 : intensity_at(stream, time).value();
        area += now * (1.0 - std::exp2(-(next - time) / 5.0)) * 5.0 / std::log(2.0);
        stream = with_event(stream, next, 2.0).value();
        time = next;
    }
    CHECK(area / span == Approx(steady_intensity(0.5, 2, 5).value()).epsilon(0.03));
    CHECK(steady_intensity(0, 5, 14).value() == 0.0);
    CHECK(steady_intensity(1e300, 1e300, 14).error().code == Errc::bad_value);
    CHECK(steady_intensity(-1, 5, 14).error().code == Errc::bad_value);
    CHECK(steady_intensity(1, nan_value, 14).error().code == Errc::bad_value);
    CHECK(steady_intensity(1, 5, 0).error().code == Errc::bad_value);
}

TEST_CASE("more news is not more hostility", "[kernels][decay_stream]")
{
    // The same acts, reported twice as often from day 50 on, of the pair and of the control dyads alike. The plain
    // intensity doubles; what is divided by the control does not move.
    std::vector<Act> pair;
    std::vector<Act> control;
    for (int day = 0; day < 100; ++day) {
        const int copies = day < 50 ? 1 : 2;
        for (int copy = 0; copy < copies; ++copy) {
            pair.push_back({static_cast<double>(day), 3.0});
            for (int dyad = 0; dyad < 4; ++dyad) control.push_back({static_cast<double>(day), 2.0});
        }
    }
    const auto at = [](const std::vector<Act>& acts, double day) {
        std::vector<Act> known;
        for (const Act& act : acts) {
            if (act.time <= day) known.push_back(act);
        }
        return direct(known, 2, day);
    };
    CHECK(at(pair, 99) / at(pair, 49) == Approx(2.0).epsilon(1e-6));
    CHECK(control_normalised(at(pair, 99), at(control, 99)).value() == Approx(3.0 / 8.0).epsilon(1e-12));
    CHECK(control_normalised(at(pair, 49), at(control, 49)).value() == Approx(3.0 / 8.0).epsilon(1e-12));
}

TEST_CASE("a silent control is an error", "[kernels][decay_stream]")
{
    CHECK(control_normalised(0, 0).error().code == Errc::not_identified);
    CHECK(control_normalised(5, 0).error().code == Errc::not_identified);
    CHECK(control_normalised(0, 5).value() == 0.0);
    CHECK(control_normalised(1e300, 1e-300).error().code == Errc::bad_value);
    for (const double bad : {-1.0, inf, nan_value}) {
        CHECK(control_normalised(bad, 1).error().code == Errc::bad_value);
        CHECK(control_normalised(1, bad).error().code == Errc::bad_value);
    }
}
