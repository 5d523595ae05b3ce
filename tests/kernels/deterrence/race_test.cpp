#include "indicators/kernels/deterrence/race.hpp"

#include "indicators/kernels/deterrence/race_draws.hpp"
#include "tests/kernels/deterrence/games.hpp"

#include <catch2/catch.hpp>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

TEST_CASE("times to tipping at given speeds", "[kernels][deterrence]")
{
    // The fold system solved with mpmath to 12 digits: the sum of the speeds sets the time. Escalation study 4.7 prints
    // 10.4772901, 8.7310, 8.6821, 8.5548, 8.3908, by bisection in time, up to 2e-4 too early.
    struct Case {
        double a;
        double b;
        double years;
    };
    const auto c = GENERATE(values<Case>({{.05, .05, 10.4772901727},
                                          {.06, .06, 8.73107514391},
                                          {.08, .04, 8.68230618252},
                                          {.10, .02, 8.5549848476},
                                          {.12, 0, 8.39085610652}}));
    CAPTURE(c.a);
    const auto time = time_to_tipping(equal_game(1.5), {c.a, c.b}).value();
    REQUIRE(time.state == TippingState::reached);
    CHECK(time.years.value() == Approx(c.years).epsilon(0).margin(1e-8));
    CHECK(time.fold->kappa == Approx(1).epsilon(0).margin(1e-7));
    CHECK(time.after->x > .9);
    CHECK(time_to_tipping(equal_game(1.5), {c.b, c.a}).value().years == time.years);
}

TEST_CASE("the faster decoupler is the more tempted", "[kernels][deterrence]")
{
    // .05 years before the fold, from mpmath. Escalation study 4.7: .2069, .899; .3317, .1346, .896, for folds that are
    // up to 2e-4 years too early.
    const auto before = [](double a, double b) {
        const double years = *time_to_tipping(equal_game(1.5), {a, b}).value().years;
        return game_after(equal_game(1.5), {a, b}, years - .05).value();
    };
    const auto even = cut_equilibria(before(.06, .06)).value().least;
    CHECK(even.x == Approx(.20694022).epsilon(0).margin(1e-7));
    CHECK(even.y == Approx(.20694022).epsilon(0).margin(1e-7));
    CHECK(even.kappa == Approx(.899).epsilon(0).margin(6e-4));
    const auto game = before(.10, .02);
    CHECK(game.a.loss == Approx(.641).epsilon(0).margin(6e-4));
    CHECK(game.b.loss == Approx(1.265).epsilon(0).margin(6e-4));
    const auto split = cut_equilibria(game).value().least;
    CHECK(split.x == Approx(.33180243).epsilon(0).margin(1e-7));
    CHECK(split.y == Approx(.13466543).epsilon(0).margin(1e-7));
    CHECK(split.kappa == Approx(.896).epsilon(0).margin(6e-4));
}

TEST_CASE("one common speed needs the distance only", "[kernels][deterrence]")
{
    CHECK(one_speed_time(.4077725481222284, .05).value() == Approx(10.4772901727).epsilon(0).margin(1e-9));
    CHECK(one_speed_time(.4077725481222284, .06).value() == Approx(8.73107514391).epsilon(0).margin(1e-8));
    CHECK(one_speed_time(.6346511881, .12).value() == Approx(8.39085610652).epsilon(0).margin(1e-8));
    CHECK(one_speed_time(0, .1).value() == 0);
    CHECK(one_speed_time(1, .1).error().code == Errc::bad_value);
    CHECK(one_speed_time(.5, 0).error().code == Errc::bad_value);
    CHECK(one_speed_time(.5, 5e-324).error().code == Errc::bad_value);
    CHECK(one_speed_time(nan_value, .1).error().code == Errc::bad_value);
}

TEST_CASE("a race that never tips says so", "[kernels][deterrence]")
{
    CHECK(time_to_tipping(equal_game(1.5), {0, 0}).value().state == TippingState::unreachable);
    CHECK(time_to_tipping(equal_game(1.5), {-.05, -.01}).value().state == TippingState::unreachable);
    CHECK_FALSE(time_to_tipping(equal_game(1.5), {-.05, -.01}).value().years);
    CHECK(time_to_tipping(mixed_game(), {.05, 0}).value().state == TippingState::smooth);
    CHECK(time_to_tipping(equal_game(.85), {.05, 0}).value().state == TippingState::already_lost);
    CHECK(time_to_tipping(equal_game(.85), {0, 0}).value().state == TippingState::already_lost);
}

TEST_CASE("one side may rebuild while the other lets go", "[kernels][deterrence]")
{
    // Slower than with the rival standing still (8.3908), checked against a fine search in time below.
    const RaceSpeeds speeds{.12, -.01};
    const auto time = time_to_tipping(equal_game(1.5), speeds).value();
    REQUIRE(time.state == TippingState::reached);
    CHECK(*time.years > 8.3908);
    CHECK(*time.years < 10);
    const auto x = [&](double years) {
        return cut_equilibria(game_after(equal_game(1.5), speeds, years).value()).value().least.x;
    };
    CHECK(x(*time.years - 1e-6) < .6);
    CHECK(x(*time.years + 1e-6) > .8);
    CHECK(time_to_tipping(equal_game(1.5), {-.01, .12}).value().years == time.years);
    CHECK(time_to_tipping(equal_game(1.5), speeds, 5).value().state == TippingState::unreachable);
}

TEST_CASE("speeds and times outside their range are errors", "[kernels][deterrence]")
{
    CHECK(time_to_tipping(equal_game(1.5), {nan_value, .1}).error().code == Errc::bad_value);
    CHECK(time_to_tipping(equal_game(1.5), {.1, inf}).error().code == Errc::bad_value);
    CHECK(time_to_tipping(equal_game(1.5), {.1, .1}, 0).error().code == Errc::bad_value);
    CHECK(time_to_tipping(equal_game(1.5), {.1, -.1}, 1e6).error().code == Errc::bad_value);
    CHECK(time_to_tipping(equal_game(-1), {.1, .1}).error().code == Errc::bad_value);
    CHECK(time_to_tipping(equal_game(1.5), {5e-324, 0}).error().code == Errc::bad_value);
    CHECK(game_after(equal_game(1.5), {.1, .1}, -1).error().code == Errc::bad_value);
    CHECK(game_after(equal_game(1.5), {-1, 0}, 1e3).error().code == Errc::bad_value);
}

TEST_CASE("the distance with a tenth of error on each loss", "[kernels][deterrence]")
{
    // Escalation study 4.7 by 400 draws of another generator: .332, .409, .473. Here 1,000, so that most of the error
    // is theirs: a quantile of 400 draws has a standard error near .005, .003, .004.
    UncertainRace race{.a = {.side = equal_side(1.5), .loss_log_sd = .1, .speed = .05, .speed_error = .01, .id = 1},
                       .b = {.side = equal_side(1.5), .loss_log_sd = .1, .speed = .05, .speed_error = .01, .id = 2},
                       .draws = 1000};
    const auto reading = race_draws(race).value();
    CHECK(reading.distance.q05.value() == Approx(.332).epsilon(0).margin(.015));
    CHECK(reading.distance.q50.value() == Approx(.409).epsilon(0).margin(.006));
    CHECK(reading.distance.q95.value() == Approx(.473).epsilon(0).margin(.012));
    CHECK(reading.time_to_tipping.q50.value() == Approx(10.5).epsilon(0).margin(.4));
    CHECK(reading.soon == 0);
    race.soon_years = 10.4772901;
    race.threads = 2;
    const auto again = race_draws(race).value();
    CHECK(again.soon == Approx(.5).epsilon(0).margin(.05));
    CHECK(again.time_to_tipping.q95 == reading.time_to_tipping.q95);
    CHECK(again.distance.q05 == reading.distance.q05);
}

TEST_CASE("draws that never tip leave their quantiles open", "[kernels][deterrence]")
{
    // Speeds of 0 +- .01: both above 0 in about a quarter of the draws only.
    const UncertainSide side{.side = equal_side(1.5), .loss_log_sd = 0, .speed = 0, .speed_error = .01, .id = 3};
    UncertainRace race{.a = side, .b = side};
    race.b.id = 4;
    const auto reading = race_draws(race).value();
    CHECK(reading.never > .2);
    CHECK_FALSE(reading.time_to_tipping.q95);
    CHECK(reading.time_to_tipping.q05);
    CHECK(reading.time_to_tipping.reached == Approx(400 * (1 - reading.never)));
    CHECK(reading.distance.q05 == reading.distance.q95);
    race.a.side.loss = race.b.side.loss = .8;
    const auto lost = race_draws(race).value();
    CHECK(lost.already_lost == 1);
    CHECK(lost.soon == 1);
    CHECK(lost.time_to_tipping.q95 == 0.0);
    race.draws = 0;
    CHECK(race_draws(race).error().code == Errc::no_data);
    race.draws = 10;
    race.a.loss_log_sd = -1;
    CHECK(race_draws(race).error().code == Errc::bad_value);
    race.a = side;
    race.a.side.gain = nan_value;
    CHECK(race_draws(race).error().code == Errc::bad_value);
}
