#include "indicators/kernels/deterrence/fan.hpp"

#include "indicators/kernels/deterrence/fold.hpp"
#include "indicators/kernels/deterrence/latin_hypercube.hpp"
#include "tests/kernels/deterrence/games.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

Fan dashboard_fan()
{
    return {.a = {.gain = .3,
                  .loss = {.9, 1.3},
                  .rival_credibility = .85,
                  .base_rate = {.3, .5},
                  .speed = .06,
                  .speed_error = .01,
                  .id = 11},
            .b = {.gain = .35,
                  .loss = {1.2, 1.6},
                  .rival_credibility = .8,
                  .base_rate = {.3, .5},
                  .speed = .03,
                  .speed_error = .01,
                  .id = 12}};
}

bool same(const DrawBand& left, const DrawBand& right)
{
    return left.q05 == right.q05 && left.q50 == right.q50 && left.q95 == right.q95 && left.reached == right.reached;
}

}  // namespace

TEST_CASE("a Latin hypercube has one point in each stratum of each dimension", "[kernels][deterrence]")
{
    auto points = latin_points(200, 5).value();
    CHECK(points == latin_points(200, 5).value());
    CHECK(points != latin_points(200, 6).value());
    CHECK_FALSE(std::ranges::is_sorted(points));
    std::ranges::sort(points);
    for (std::size_t i = 0; i < points.size(); ++i) {
        REQUIRE(points[i] >= static_cast<double>(i) / 200);
        REQUIRE(points[i] <= static_cast<double>(i + 1) / 200);
    }
    CHECK(latin_points(1, 5).value().size() == 1);
    CHECK(latin_points(0, 5).error().code == Errc::no_data);
    CHECK(latin_points(20'000'000, 5).error().code == Errc::bad_value);
}

TEST_CASE("quantiles of draws, some out of reach", "[kernels][deterrence]")
{
    // Eleven draws at 0..10 tenths: by hand.
    const auto all = draw_band({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 11);
    CHECK(all.q05.value() == Approx(.5).epsilon(1e-14));
    CHECK(all.q50 == 5.0);
    CHECK(all.q95.value() == Approx(9.5).epsilon(1e-14));
    const auto some = draw_band({5, 4, 3, 2, 1, 0}, 11);
    CHECK(some.q50 == 5.0);
    CHECK_FALSE(some.q95);
    const auto fewer = draw_band({0, 1, 2, 3, 4}, 11);
    CHECK_FALSE(fewer.q50);
    CHECK(fewer.q05.value() == Approx(.5).epsilon(1e-14));
    CHECK_FALSE(draw_band({}, 11).q05);
}

TEST_CASE("the fan reads shares and bands that hold together", "[kernels][deterrence]")
{
    const auto reading = parameter_fan(dashboard_fan()).value();
    CHECK(reading.robust + reading.fragile + reading.lost == Approx(1).epsilon(1e-14));
    CHECK(reading.fragile > 0);
    for (const DrawBand* band : {&reading.kappa, &reading.critical_risk_a, &reading.critical_risk_b}) {
        CHECK(band->reached == 200);
        CHECK(*band->q05 <= *band->q50);
        CHECK(*band->q50 <= *band->q95);
    }
    CHECK(*reading.critical_risk_a.q95 <= 1);
    CHECK(*reading.kappa.q05 >= 0);
    CHECK(reading.distance_both.q05.value() <= reading.distance_a.q05.value());
    CHECK(reading.distance_both.q05.value() <= reading.distance_b.q05.value());
    Fan rare = dashboard_fan();
    rare.a.base_rate = rare.b.base_rate = {.01, .05};  // K far above G: nothing tips, and nobody says "1"
    const auto safe = parameter_fan(rare).value();
    CHECK(safe.distance_both.reached < 20);
    CHECK_FALSE(safe.distance_both.q50);
}

TEST_CASE("the fan is the same for any number of threads and mirrored for exchanged sides", "[kernels][deterrence]")
{
    Fan fan = dashboard_fan();
    const auto one = parameter_fan(fan).value();
    fan.threads = 2;
    const auto two = parameter_fan(fan).value();
    CHECK(one.fragile == two.fragile);
    CHECK(same(one.distance_both, two.distance_both));
    CHECK(same(one.time_to_tipping, two.time_to_tipping));
    CHECK(same(one.kappa, two.kappa));
    std::swap(fan.a, fan.b);
    const auto mirror = parameter_fan(fan).value();
    CHECK(mirror.robust == one.robust);
    CHECK(same(mirror.distance_a, one.distance_b));
    CHECK(same(mirror.distance_both, one.distance_both));
    CHECK(same(mirror.time_to_tipping, one.time_to_tipping));
    CHECK(same(mirror.critical_risk_a, one.critical_risk_b));
    CHECK(same(mirror.kappa, one.kappa));
    fan.a.id = 99;
    CHECK_FALSE(same(parameter_fan(fan).value().kappa, one.kappa));
}

TEST_CASE("a fan without width is the game itself", "[kernels][deterrence]")
{
    const auto exact = [](double gain, double loss, std::uint64_t id) {
        return FanSide{.gain = gain,
                       .gain_error = 0,
                       .loss = {loss, loss},
                       .rival_credibility = .8,
                       .credibility_error = 0,
                       .retaliation_gain = {.2, .2},
                       .base_rate = {.5, .5},  // K = 0
                       .precision = {6, 6},
                       .speed = .05,
                       .id = id};
    };
    const auto reading = parameter_fan({.a = exact(.3, 1.5, 1), .b = exact(.3, 1.5, 2), .draws = 5}).value();
    CHECK(reading.fragile == 1);
    CHECK(reading.distance_both.q50.value() == Approx(.4077725481222284).epsilon(0).margin(1e-9));
    CHECK(reading.distance_a.q50.value() == Approx(.6346511881).epsilon(0).margin(1e-9));
    CHECK(reading.time_to_tipping.q95.value() == Approx(10.4772901).epsilon(0).margin(1e-7));
    CHECK(reading.kappa.q50.value() == Approx(.039091).epsilon(0).margin(6e-7));
    CHECK(reading.critical_risk_a.q50.value() == Approx(.64286).epsilon(0).margin(6e-6));
    const auto lost = parameter_fan({.a = exact(.3, .85, 1), .b = exact(.3, .85, 2), .draws = 5}).value();
    CHECK(lost.lost == 1);
    CHECK(lost.distance_both.q50 == 0.0);
    CHECK(lost.time_to_tipping.q50 == 0.0);
}

TEST_CASE("illegal fans are errors", "[kernels][deterrence]")
{
    const auto broken = [](auto change) {
        Fan fan = dashboard_fan();
        change(fan);
        return parameter_fan(fan).error().code;
    };
    CHECK(broken([](Fan& fan) { fan.draws = 0; }) == Errc::no_data);
    CHECK(broken([](Fan& fan) { fan.draws = 1'000'000; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.a.gain = nan_value; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.a.gain_error = -1; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.b.loss = {2, 1}; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.b.loss = {-1, 1}; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.b.loss = {1e300, 1e300}; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.b.base_rate = {0, .1}; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.b.precision = {0, 1}; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.a.rival_credibility = 2; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.a.speed_error = inf; }) == Errc::bad_value);
    CHECK(broken([](Fan& fan) { fan.horizon_years = 0; }) == Errc::bad_value);
}

TEST_CASE("a draw without a critical risk does not count as a high one", "[kernels][deterrence]")
{
    // rho is drawn in [-0.15, 0.15] and held at 0 in half of the draws; with r = 0 these have b = 0 and no q*.
    auto fan = dashboard_fan();
    fan.a.rival_credibility = 0.0;
    fan.a.retaliation_gain = {0.0, 0.0};
    const auto reading = parameter_fan(fan).value();
    CHECK(reading.critical_risk_a.reached == fan.draws / 2);
    CHECK(reading.critical_risk_a.q95.has_value());
    CHECK(reading.critical_risk_b.reached == fan.draws);
}
