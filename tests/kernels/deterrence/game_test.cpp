#include "indicators/kernels/deterrence/game.hpp"

#include "tests/kernels/deterrence/games.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

TEST_CASE("temptation, complementarity and critical risk of the published games", "[kernels][deterrence]")
{
    // Escalation study 4.4 and 4.5: independent reference code.
    struct Case {
        double loss;
        double a;
        double b;
        double risk;
    };
    const auto c = GENERATE(values<Case>({{1.5, -.9, 1.4, .64286},
                                          {1.2, -.66, 1.16, .56897},
                                          {1.0, -.5, 1.0, .5},
                                          {.95, -.46, .96, .47917},
                                          {.9, -.42, .92, .45652},
                                          {.85, -.38, .88, .43182},
                                          {.5, -.1, .6, .16667}}));
    CAPTURE(c.loss);
    const auto found = incentive(equal_side(c.loss)).value();
    CHECK(found.temptation == Approx(c.a).epsilon(1e-12));
    CHECK(found.complementarity == Approx(c.b).epsilon(1e-12));
    CHECK(critical_risk(equal_side(c.loss)).value().value == Approx(c.risk).epsilon(0).margin(5e-6));
}

TEST_CASE("a side's own field carries the rival's credibility", "[kernels][deterrence]")
{
    // With the credibilities exchanged side a would have q* = .6053: escalation study 4.5 prints .6035242291.
    CHECK(critical_risk(dashboard_game().a).value().value == Approx(.6035242290748899).epsilon(1e-12));
    CHECK(critical_risk(dashboard_game().b).value().value == Approx(.6212121212121212).epsilon(1e-12));
}

TEST_CASE("critical risk is held in [0, 1] and says what it was", "[kernels][deterrence]")
{
    CutSide side = equal_side(.1);  // a = .22, b = .28
    CHECK(critical_risk(side).value().value == 0.0);
    CHECK(critical_risk(side).value().unclipped == Approx(-.22 / .28));
    side.gain = -1;  // a = -1.08
    CHECK(critical_risk(side).value().value == 1.0);
    CHECK(critical_risk(side).value().unclipped == Approx(1.08 / .28));
    side.loss = 0;
    side.retaliation_gain = 0;
    CHECK(critical_risk(side).error().code == Errc::not_identified);
}

TEST_CASE("pure equilibria and risk dominance", "[kernels][deterrence]")
{
    const auto stag = pure_equilibria(equal_game(1.2)).value();
    CHECK(stag.assurance());
    CHECK_FALSE(stag.a_cuts_alone);
    CHECK(risk_dominance(equal_game(1.2)).value() == Approx(.66 * .66 - .5 * .5));
    CHECK(risk_dominance(equal_game(1.0)).value() == Approx(0).epsilon(0).margin(1e-15));
    CHECK(risk_dominance(equal_game(.9)).value() < 0);
    CutGame tempted = equal_game(1.2);
    tempted.a.loss = 0;
    tempted.b.gain = -1;
    CHECK(pure_equilibria(tempted).value().a_cuts_alone);
    CHECK(pure_equilibria({tempted.b, tempted.a}).value().b_cuts_alone);
    CHECK(risk_dominance(tempted).error().code == Errc::not_identified);
    CHECK(rc::check("for equal sides restraint dominates exactly if q* > 1/2", [] {
        const CutSide side = some_side();
        RC_PRE(pure_equilibria({side, side}).value().assurance());
        const double risk = critical_risk(side).value().value;
        RC_PRE(std::abs(risk - .5) > 1e-9);
        RC_ASSERT((risk_dominance({side, side}).value() > 0) == (risk > .5));
    }));
}

TEST_CASE("without stakes a side cuts at the base rate, not half the time", "[kernels][deterrence]")
{
    CHECK(6 * cost_from_base_rate(.02, 6).value() == Approx(3.8918202981).epsilon(1e-10));
    CHECK(cost_from_base_rate(.02, 6).value() == Approx(.6486367164).epsilon(1e-9));
    CutSide idle{.precision = 6};
    CHECK(quantal_response(idle, .3).value() == .5);
    idle.cost = cost_from_base_rate(.02, 6).value();
    CHECK(quantal_response(idle, .3).value() == Approx(.02).epsilon(1e-12));
    CHECK(cost_from_base_rate(0, 6).error().code == Errc::bad_value);
    CHECK(cost_from_base_rate(1, 6).error().code == Errc::bad_value);
    CHECK(cost_from_base_rate(.02, 0).error().code == Errc::bad_value);
    CHECK(cost_from_base_rate(.02, 5e-324).error().code == Errc::bad_value);
    CHECK(cost_from_base_rate(nan_value, 1).error().code == Errc::bad_value);
}

TEST_CASE("precision from an agreed factor of the odds", "[kernels][deterrence]")
{
    CutSide side = equal_side(1);
    side.precision = precision_from_odds(2, .1).value();
    const double before = quantal_response(side, .2).value();
    side.cost += .1;
    const double after = quantal_response(side, .2).value();
    CHECK(before / (1 - before) == Approx(2 * after / (1 - after)).epsilon(1e-12));
    for (const double factor : {1.0, -2.0, inf, nan_value}) {
        CHECK(precision_from_odds(factor, .1).error().code == Errc::bad_value);
    }
    CHECK(precision_from_odds(2, 0).error().code == Errc::bad_value);
}

TEST_CASE("best responses switch at the critical risk, quantal ones pass 1/2 there", "[kernels][deterrence]")
{
    const CutSide side = equal_side(1);
    CHECK(best_response(side, .4).value() == CutAction::restrain);
    CHECK(best_response(side, .6).value() == CutAction::cut);
    CHECK(best_response({.gain = .25, .cost = .25}, .6).value() == CutAction::indifferent);
    CHECK(quantal_response(side, .5).value() == Approx(.5).epsilon(1e-12));
    CHECK(quantal_response(side, 0).value() == Approx(1 / (1 + std::exp(3.0))).epsilon(1e-12));
    CHECK(rc::check("the response rises with the rival's probability", [] {
        const CutSide any = some_side();
        const double q = between(0, 1);
        const double more = between(q, 1);
        RC_ASSERT(quantal_response(any, q).value() <= quantal_response(any, more).value());
    }));
}

TEST_CASE("illegal sides are errors of every question", "[kernels][deterrence]")
{
    struct Case {
        std::string what;
        CutSide side;
    };
    const auto c = GENERATE(values<Case>({
        {"negative loss", {.loss = -1}},
        {"credibility above 1", {.rival_credibility = 1.1}},
        {"negative credibility", {.rival_credibility = -.1}},
        {"negative retaliation gain", {.retaliation_gain = -.1}},
        {"no precision", {.precision = 0}},
        {"negative precision", {.precision = -1}},
        {"infinite precision", {.precision = inf}},
        {"denormal precision", {.gain = 1, .precision = 5e-324}},
        {"NaN gain", {.gain = nan_value}},
        {"infinite cost", {.cost = inf}},
        {"huge loss", {.loss = 1e300}},
    }));
    CAPTURE(c.what);
    CHECK(incentive(c.side).error().code == Errc::bad_value);
    CHECK(critical_risk(c.side).error().code == Errc::bad_value);
    CHECK(best_response(c.side, .5).error().code == Errc::bad_value);
    CHECK(quantal_response(c.side, .5).error().code == Errc::bad_value);
    CHECK(pure_equilibria({equal_side(1), c.side}).error().code == Errc::bad_value);
    CHECK(risk_dominance({c.side, equal_side(1)}).error().code == Errc::bad_value);
    CHECK(illegal(CutGame{c.side, equal_side(1)}).has_value());
    CHECK_FALSE(illegal(equal_game(1)).has_value());
    CHECK(quantal_response(equal_side(1), 1.5).error().code == Errc::bad_value);
    CHECK(best_response(equal_side(1), nan_value).error().code == Errc::bad_value);
}
