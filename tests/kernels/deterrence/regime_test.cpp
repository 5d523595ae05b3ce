#include "indicators/kernels/deterrence/regime.hpp"

#include "indicators/kernels/deterrence/fold.hpp"
#include "tests/kernels/deterrence/games.hpp"

#include <catch2/catch.hpp>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

TEST_CASE("regimes of two equal sides as their losses shrink", "[kernels][deterrence]")
{
    struct Case {
        double loss;
        CutRegime regime;
        bool smooth;
    };
    // Escalation study 4.4: restraint alone above L_return 1.5133, bistable down to L_crit .8883, lost below; at .5
    // lambda b = 3.6 < 4.
    const auto c = GENERATE(values<Case>({{3, CutRegime::robust, false},
                                          {1.52, CutRegime::robust, false},
                                          {1.5, CutRegime::fragile, false},
                                          {.889, CutRegime::fragile, false},
                                          {.888, CutRegime::lost, false},
                                          {.85, CutRegime::lost, false},
                                          {.5, CutRegime::lost, true}}));
    CAPTURE(c.loss);
    const auto reading = cut_regime(equal_game(c.loss)).value();
    CHECK(reading.regime == c.regime);
    CHECK(reading.smooth == c.smooth);
}

TEST_CASE("a restrained branch that has passed 1/2 is not lost", "[kernels][deterrence]")
{
    // Escalation study R4 and 4.5: x reaches .541 before the fold at delta .3729995. "x > 1/2 is lost" errs at .37.
    CHECK(cut_regime(dashboard_game()).value().regime == CutRegime::fragile);
    CHECK(cut_regime(mixed_game()).value().regime == CutRegime::robust);
    const auto late = decoupled(mixed_game(), Decoupling::both, .3715).value();
    const auto reading = cut_regime(late).value();
    CHECK(reading.equilibria.least.x > .47);
    CHECK(reading.regime == CutRegime::robust);
    CHECK_FALSE(reading.smooth);
    CHECK(cut_regime(decoupled(mixed_game(), Decoupling::both, .3725).value()).value().regime == CutRegime::fragile);
    CHECK(cut_regime(decoupled(mixed_game(), Decoupling::both, .3731).value()).value().regime == CutRegime::lost);
}

TEST_CASE("the coupling is low again after the jump: only the regime tells", "[kernels][deterrence]")
{
    const auto before = cut_regime(equal_game(.95)).value();
    const auto after = cut_regime(equal_game(.85)).value();
    CHECK(after.equilibria.least.kappa < before.equilibria.least.kappa);
    CHECK(after.regime == CutRegime::lost);
}

TEST_CASE("soft decisions change smoothly", "[kernels][deterrence]")
{
    CutGame soft = equal_game(1.2);
    soft.a.precision = soft.b.precision = 2;  // lambda b = 2.32 and falling with L
    const auto reading = cut_regime(soft).value();
    CHECK(reading.regime == CutRegime::robust);
    CHECK(reading.smooth);
    CHECK(cut_regime(soft, 0).error().code == Errc::bad_value);
    CHECK(cut_regime(soft, nan_value).error().code == Errc::bad_value);
    CHECK(cut_regime(equal_game(-1)).error().code == Errc::bad_value);
}

TEST_CASE("regimes do not depend on the names of the sides or the unit of payoffs", "[kernels][deterrence]")
{
    CHECK(rc::check("exchanged, and with payoffs in halves at twice the precision", [] {
        const CutGame game = some_game();
        const auto reading = cut_regime(game).value();
        const auto mirror = cut_regime({game.b, game.a}).value();
        RC_ASSERT(mirror.regime == reading.regime && mirror.smooth == reading.smooth);
        CutGame scaled = game;
        for (CutSide* side : {&scaled.a, &scaled.b}) {
            for (double* payoff : {&side->gain, &side->loss, &side->cost, &side->retaliation_gain}) *payoff *= .5;
            side->precision *= 2;
        }
        const auto same = cut_regime(scaled).value();
        RC_ASSERT(same.regime == reading.regime && same.smooth == reading.smooth);
        RC_ASSERT(same.equilibria.least.x == reading.equilibria.least.x);
    }));
}
