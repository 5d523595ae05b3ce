#include "indicators/kernels/events/decay.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Events = std::vector<AgedWeight>;

Events some_events()
{
    Events events;
    for (const int weight : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100))) {
        events.push_back({*rc::gen::inRange(0, 1000) / 8.0, weight / 7.0});
    }
    return events;
}

}  // namespace

TEST_CASE("intensity agrees with the reference vector", "[kernels][decay]")
{
    // escalation.md 1.4: (t, w) = (0,8)(3,2)(3,5.8)(10,8)(17.5,4), half-life 14, t = 20.
    const Events events{{20, 8}, {17, 2}, {17, 5.8}, {10, 8}, {2.5, 4}};
    CHECK(decayed_intensity(events, 14).value() == Approx(14.74404716094515).epsilon(0).margin(1e-12));
}

TEST_CASE("a weight halves each half-life", "[kernels][decay]")
{
    CHECK(decayed_intensity(Events{{0, 6}}, 60).value() == 6.0);
    CHECK(decayed_intensity(Events{{60, 6}}, 60).value() == 3.0);
    CHECK(decayed_intensity(Events{{120, 6}}, 60).value() == 1.5);
    CHECK(decayed_intensity({}, 60).value() == 0.0);
}

TEST_CASE("intensity holds its properties", "[kernels][decay]")
{
    REQUIRE(rc::check("the order of events does not change a bit", [] {
        const auto events = some_events();
        auto reversed = events;
        std::ranges::reverse(reversed);
        RC_ASSERT(decayed_intensity(events, 14).value() == decayed_intensity(reversed, 14).value());
    }));
    REQUIRE(rc::check("it is linear in weights and halves as a whole", [] {
        const auto events = some_events();
        auto doubled = events;
        auto older = events;
        for (auto& event : doubled) event.weight *= 2.0;
        for (auto& event : older) event.age_days += 16.0;
        const double intensity = decayed_intensity(events, 16).value();
        RC_ASSERT(intensity >= 0.0);
        RC_ASSERT(decayed_intensity(doubled, 16).value() == 2.0 * intensity);
        RC_ASSERT(std::abs(decayed_intensity(older, 16).value() - intensity / 2.0) <= 1e-12 * intensity);
    }));
}

TEST_CASE("extreme ages and half-lives stay finite", "[kernels][decay]")
{
    CHECK(decayed_intensity(Events{{1e300, 1e300}}, 14).value() == 0.0);
    CHECK(decayed_intensity(Events{{1e300, 1}}, 5e-324).value() == 0.0);
    CHECK(decayed_intensity(Events{{0, 1}}, 5e-324).value() == 1.0);
    CHECK(decayed_intensity(Events{{14, 1}}, 1e300).value() == 1.0);
}

TEST_CASE("illegal events are errors", "[kernels][decay]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
    for (const double bad : {-1.0, inf, nan_value}) {
        CAPTURE(bad);
        CHECK(decayed_intensity(Events{{bad, 1}}, 14).error().code == Errc::bad_value);
        CHECK(decayed_intensity(Events{{1, bad}}, 14).error().code == Errc::bad_value);
        CHECK(decayed_intensity(Events{{1, 1}}, bad).error().code == Errc::bad_value);
    }
    CHECK(decayed_intensity(Events{{1, 1}}, 0.0).error().code == Errc::bad_value);
    CHECK(decayed_intensity({}, 0.0).error().code == Errc::bad_value);
    CHECK(decayed_intensity(Events{{0, 1e308}, {0, 1e308}}, 14).error().code == Errc::bad_value);
}
