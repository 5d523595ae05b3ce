#include "indicators/kernels/deterrence/fold.hpp"

#include "indicators/kernels/deterrence/regime.hpp"
#include "tests/kernels/deterrence/games.hpp"

#include <catch2/catch.hpp>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

TEST_CASE("distances to tipping and the state around the fold", "[kernels][deterrence]")
{
    // Escalation study 4.4 and 4.5, independent reference code; the mixed game with mpmath (the study prints y
    // .3698595460).
    struct Case {
        CutGame game;
        Decoupling which;
        double delta;
        double x;
        double y;
        double x_after;
    };
    const auto c = GENERATE(values<Case>({
        {equal_game(1.5), Decoupling::both, .4077725481222284, .24118509360022664, .24118509360022664,
         .9330186915859485},
        {equal_game(1.5), Decoupling::a_only, .6346511881, .4349601257, .1485100652, -1},
        {equal_game(1.5), Decoupling::b_only, .6346511881, .1485100652, .4349601257, -1},
        {dashboard_game(), Decoupling::both, .3395660182744326, .26748643887783563, .24416171160120526,
         .911133612311437},
        {dashboard_game(), Decoupling::a_only, .5656182145426975, .42260197953236234, .17179023087135145,
         .9150292710336922},
        {dashboard_game(), Decoupling::b_only, .5459713486951694, .17859207854553116, .37945440074729125,
         .9022321402300572},
        {mixed_game(), Decoupling::both, .37299950974607, .54106403125282, .36985956980974, -1},
    }));
    const auto found = distance_to_tipping(c.game, c.which).value();
    REQUIRE(found.state == TippingState::reached);
    CHECK(found.tipping->delta == Approx(c.delta).epsilon(0).margin(1e-9));
    CHECK(found.tipping->fold.x == Approx(c.x).epsilon(0).margin(2e-9));
    CHECK(found.tipping->fold.y == Approx(c.y).epsilon(0).margin(2e-9));
    CHECK(found.tipping->fold.kappa == Approx(1).epsilon(0).margin(1e-7));
    if (c.x_after > 0) CHECK(found.tipping->after.x == Approx(c.x_after).epsilon(0).margin(1e-6));
    CHECK(found.tipping->after.x > found.tipping->fold.x);
    CHECK(found.tipping->after.kappa < 1);
}

TEST_CASE("a window that a grid of a hundred falls steps over is found", "[kernels][deterrence]")
{
    for (int percent = 0; percent <= 100; ++percent) {
        const auto game = decoupled(mixed_game(), Decoupling::both, percent / 100.0).value();
        REQUIRE(cut_equilibria(game).value().count() == 1);
    }
    CHECK(cut_equilibria(decoupled(mixed_game(), Decoupling::both, .37205).value()).value().count() == 1);
    CHECK(cut_equilibria(decoupled(mixed_game(), Decoupling::both, .37206).value()).value().count() == 3);
    CHECK(cut_equilibria(decoupled(mixed_game(), Decoupling::both, .372999).value()).value().count() == 3);
    CHECK(cut_equilibria(decoupled(mixed_game(), Decoupling::both, .373).value()).value().count() == 1);
}

TEST_CASE("no tipping is said, not 1", "[kernels][deterrence]")
{
    // Escalation study 4.5: one side alone changes the mixed game smoothly.
    for (const auto which : {Decoupling::a_only, Decoupling::b_only}) {
        const auto found = distance_to_tipping(mixed_game(), which).value();
        CHECK(found.state == TippingState::smooth);
        CHECK_FALSE(found.tipping);
    }
    CutGame safe = dashboard_game();
    safe.a.cost = safe.b.cost = 1;
    CHECK(distance_to_tipping(safe, Decoupling::both).value().state == TippingState::unreachable);
    CHECK(distance_to_tipping(equal_game(.85), Decoupling::both).value().state == TippingState::already_lost);
    CHECK(distance_to_tipping(equal_game(.5), Decoupling::a_only).value().state == TippingState::already_lost);
    CHECK(distance_to_tipping(mixed_game(), Decoupling::both, .9).value().state == TippingState::smooth);
}

TEST_CASE("restraint ends exactly at the fold", "[kernels][deterrence]")
{
    CHECK(rc::check("three or a restrained one before, none after, coupling 1 between", [] {
        const CutGame game = some_game();
        const auto which = *rc::gen::element(Decoupling::both, Decoupling::a_only, Decoupling::b_only);
        const auto found = distance_to_tipping(game, which).value();
        RC_ASSERT(found.tipping.has_value() == (found.state == TippingState::reached));
        if (!found.tipping) return;
        const double delta = found.tipping->delta;
        RC_ASSERT(delta > 0 && delta <= 1);
        RC_ASSERT(std::abs(found.tipping->fold.kappa - 1) < 1e-5);
        const auto before = cut_equilibria(decoupled(game, which, delta * (1 - 1e-9)).value()).value();
        RC_ASSERT(before.least.x <= found.tipping->fold.x + 1e-6);
        if (delta > 1 - 1e-6) return;
        const auto after = cut_equilibria(decoupled(game, which, delta + (1 - delta) * 1e-7).value()).value();
        RC_ASSERT(after.least.x >= found.tipping->fold.x - 1e-6);
        RC_ASSERT(std::abs(after.least.x - found.tipping->after.x) < 1e-3);
    }));
    CHECK(rc::check("delta* does not rise with G", [] {
        const CutGame game{some_tense_side(), some_tense_side()};
        const auto before = distance_to_tipping(game, Decoupling::both).value();
        CutGame tempted = game;
        tempted.a.gain += between(0, .2);
        const auto after = distance_to_tipping(tempted, Decoupling::both).value();
        RC_PRE(before.tipping.has_value() && after.tipping.has_value());
        RC_ASSERT(after.tipping->delta <= before.tipping->delta + 1e-9);
    }));
    CHECK(rc::check("one side alone has further to go than both", [] {
        const CutGame game{some_tense_side(), some_tense_side()};
        const auto both = distance_to_tipping(game, Decoupling::both).value();
        const auto alone = distance_to_tipping(game, Decoupling::a_only).value();
        RC_PRE(both.tipping.has_value() && alone.tipping.has_value());
        RC_ASSERT(alone.tipping->delta >= both.tipping->delta - 1e-9);
    }));
    CHECK(rc::check("exchanging the sides exchanges a_only and b_only, byte for byte", [] {
        const CutGame game = some_game();
        const auto one = distance_to_tipping(game, Decoupling::a_only).value();
        const auto other = distance_to_tipping({game.b, game.a}, Decoupling::b_only).value();
        RC_ASSERT(one.state == other.state);
        if (one.tipping) RC_ASSERT(one.tipping->delta == other.tipping->delta);
        if (one.tipping) RC_ASSERT(one.tipping->after.x == other.tipping->after.y);
    }));
}

TEST_CASE("near the fold the state moves as the square root of the distance", "[kernels][deterrence]")
{
    // Ten times nearer in the state for a hundred times nearer in the loss: a straight line through the states at 2%
    // and 1% above L_crit puts the loss of control 40% of the way too far down.
    const double critical = .8883411778166571;
    const auto distance = [&](double share) {
        return .2411850936 - cut_equilibria(equal_game(critical * (1 + share))).value().least.x;
    };
    CHECK(distance(1e-4) / distance(1e-6) == Approx(10).epsilon(.02));
    CHECK(distance(.02) / distance(.01) < 1.42);
    CHECK(cut_equilibria(equal_game(.8884)).value().least.kappa > .97);
}

TEST_CASE("illegal questions about tipping are errors", "[kernels][deterrence]")
{
    CHECK(distance_to_tipping(equal_game(-1), Decoupling::both).error().code == Errc::bad_value);
    CHECK(distance_to_tipping(equal_game(1), Decoupling::both, 0).error().code == Errc::bad_value);
    CHECK(distance_to_tipping(equal_game(1), Decoupling::both, 1).error().code == Errc::bad_value);
    CHECK(decoupled(equal_game(1), Decoupling::both, 1.1).error().code == Errc::bad_value);
    CHECK(decoupled(equal_game(1), Decoupling::both, nan_value).error().code == Errc::bad_value);
    CHECK(decoupled(equal_game(inf), Decoupling::both, .5).error().code == Errc::bad_value);
    const auto half = decoupled(dashboard_game(), Decoupling::b_only, .5).value();
    CHECK(half.a.loss == 1.1);
    CHECK(half.b.loss == .7);
}
