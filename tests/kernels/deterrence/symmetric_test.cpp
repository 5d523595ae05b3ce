#include "indicators/kernels/deterrence/symmetric.hpp"

#include "indicators/kernels/deterrence/equilibrium.hpp"
#include "tests/kernels/deterrence/games.hpp"

#include <catch2/catch.hpp>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

Incentive at_loss(double loss) { return incentive(equal_side(loss)).value(); }

}  // namespace

TEST_CASE("folds of equal sides", "[kernels][deterrence]")
{
    // Escalation study 4.4, independent reference code.
    const auto wide = symmetric_folds(1.16, 6).value().value();
    CHECK(wide.x_low == Approx(.173929702).epsilon(0).margin(6e-10));
    CHECK(wide.a_low == Approx(-.461429899).epsilon(0).margin(6e-10));
    CHECK(wide.x_high == Approx(.826070298).epsilon(0).margin(6e-10));
    CHECK(wide.a_high == Approx(-.698570101).epsilon(0).margin(6e-10));
    const auto near = symmetric_folds(.92, 6).value().value();
    CHECK(near.x_low == Approx(.237625116).epsilon(0).margin(6e-10));
    CHECK(near.a_low == Approx(-.412905793).epsilon(0).margin(6e-10));
    CHECK(near.x_high == Approx(.762374884).epsilon(0).margin(6e-10));
    CHECK(near.a_high == Approx(-.507094207).epsilon(0).margin(6e-10));
    CHECK_FALSE(symmetric_folds(.6, 6).value());
    CHECK_FALSE(symmetric_folds(1, 4).value());
    CHECK(symmetric_folds(1e-300, 1e308).value().has_value());
    // 1 - sqrt(1 - 4/(lambda b)) would be 0 here.
    CHECK(symmetric_folds(1e9, 1e8).error().code == Errc::bad_value);
    CHECK(symmetric_folds(1e3, 1e7).value()->x_low == Approx(1e-10).epsilon(1e-9));
}

TEST_CASE("regimes between the folds, and the margin to the lower one", "[kernels][deterrence]")
{
    CHECK(symmetric_regime({-.7, 1.16}, 6).value() == SymmetricRegime::robust);
    CHECK(symmetric_regime(at_loss(1.2), 6).value() == SymmetricRegime::fragile);
    CHECK(symmetric_regime(at_loss(.85), 6).value() == SymmetricRegime::lost);
    CHECK(symmetric_regime(at_loss(.5), 6).value() == SymmetricRegime::smooth);
    CHECK(temptation_margin(at_loss(1.2), 6).value().value() == Approx(.66 - .461429899).epsilon(0).margin(6e-10));
    CHECK(temptation_margin(at_loss(.85), 6).value().value() < 0);
    CHECK_FALSE(temptation_margin(at_loss(.5), 6).value());
}

TEST_CASE("dependence has to be rebuilt far past the point where it was lost", "[kernels][deterrence]")
{
    const auto losses = critical_losses(equal_side(0)).value();
    CHECK(losses.tipping.value() == Approx(.8883411778166571).epsilon(1e-13));
    CHECK(losses.regain.value() == Approx(1.5133311705905694).epsilon(1e-13));
    CHECK(losses.hysteresis().value() == Approx(1.5133311705905694 - .8883411778166571).epsilon(1e-12));
    CHECK(1 - *losses.tipping / 1.5 == Approx(.4077725481).epsilon(0).margin(6e-11));
    // Lost at .888: at 1.2 the escalated state is still there, above L_return it is gone.
    CHECK(cut_equilibria(equal_game(1.2)).value().greatest.x > .9);
    CHECK(cut_equilibria(equal_game(1.52)).value().greatest.x < .1);
}

TEST_CASE("critical losses that do not exist are absent", "[kernels][deterrence]")
{
    CutSide soft = equal_side(0);
    soft.precision = 1;  // at the cusp, L = 4.75, a is already below -b/2
    const auto none = critical_losses(soft).value();
    CHECK_FALSE(none.tipping);
    CHECK_FALSE(none.regain);
    CHECK_FALSE(none.hysteresis());
    CutSide costly = equal_side(0);
    costly.cost = 2;
    costly.retaliation_gain = 1;  // lambda r > 4: two stable states without any loss
    CHECK_FALSE(critical_losses(costly).value().tipping);
    CutSide unanswered = equal_side(0);
    unanswered.rival_credibility = 0;
    CHECK(critical_losses(unanswered).error().code == Errc::not_identified);
    CutSide sure = equal_side(0);
    sure.precision = 100;  // L_return grows like exp(lambda (G - K + r))
    CHECK(critical_losses(sure).error().code == Errc::not_identified);
    CHECK(critical_losses({.gain = nan_value}).error().code == Errc::bad_value);
    CHECK(rc::check("exactly one side of L_crit has a restrained equilibrium", [] {
        CutSide side = some_tense_side();
        const auto losses = critical_losses(side);
        RC_PRE(losses.has_value() && losses->tipping.has_value() && *losses->tipping > 0);
        const auto regime = [&](double factor) {
            side.loss = *losses->tipping * factor;
            return symmetric_regime(incentive(side).value(), side.precision).value();
        };
        RC_ASSERT(regime(1.001) == SymmetricRegime::fragile || regime(1.001) == SymmetricRegime::robust);
        RC_ASSERT(regime(.999) == SymmetricRegime::lost || regime(.999) == SymmetricRegime::smooth);
    }));
}

TEST_CASE("potential and barriers", "[kernels][deterrence]")
{
    // Escalation study 4.4 and R4, independent reference code.
    const auto at = [](double x) { return symmetric_potential(at_loss(1.0), 6, x).value(); };
    CHECK(at(.070720181680) == Approx(-.009723558240).epsilon(0).margin(1e-12));
    CHECK(at(.5) == Approx(.009475469907).epsilon(0).margin(1e-12));
    CHECK(at(.929279818320) == Approx(-.009723558240).epsilon(0).margin(1e-12));
    struct Case {
        double loss;
        double up;
        double down;
    };
    const auto c = GENERATE(values<Case>({{1.2, .0685552614, .0054448131},
                                          {1.0, .0191990281, .0191990281},
                                          {.95, .0084849299, .0258211561},
                                          {.90, .0007539933, .0351640622}}));
    CAPTURE(c.loss);
    const auto found = barriers(at_loss(c.loss), 6).value().value();
    CHECK(found.up == Approx(c.up).epsilon(0).margin(6e-11));
    CHECK(found.down == Approx(c.down).epsilon(0).margin(6e-11));
    CHECK_FALSE(barriers(at_loss(.85), 6).value());
    CHECK(barriers({-.5, 0}, 6).error().code == Errc::not_identified);
    CHECK(symmetric_potential(at_loss(1), 6, 1.1).error().code == Errc::bad_value);
}

TEST_CASE("escape times compare exponentially", "[kernels][deterrence]")
{
    const double longer = escape_time_ratio(.0685552614, .0084849299, .02).value();
    CHECK(longer == Approx(406.27616998).epsilon(1e-9));  // exp(6.00703315), computed apart in Python
    CHECK(escape_time_ratio(1, 1, .02).value() == 1);
    CHECK(escape_time_ratio(1, 0, 1e-9).error().code == Errc::bad_value);
    CHECK(escape_time_ratio(0, 1, 0).error().code == Errc::bad_value);
    CHECK(escape_time_ratio(-1, 1, 1).error().code == Errc::bad_value);
    CHECK(escape_time_ratio(nan_value, 1, 1).error().code == Errc::bad_value);
}

TEST_CASE("cusp coordinates", "[kernels][deterrence]")
{
    const auto view = cusp_view(at_loss(1.2), 6).value();
    CHECK(view.bias == Approx(-.08).epsilon(1e-12));
    CHECK(view.splitting == Approx(2.96).epsilon(1e-12));
    // m = a_fold + b/2 with the folds of 4.4.
    CHECK(view.restraint_ends.value() == Approx(-.461429899 + .58).epsilon(0).margin(6e-10));
    CHECK(view.escalation_ends.value() == Approx(-.698570101 + .58).epsilon(0).margin(6e-10));
    const auto smooth = cusp_view(at_loss(.5), 6).value();
    CHECK(smooth.splitting < 0);
    CHECK_FALSE(smooth.restraint_ends);
    CHECK(cusp_view({-.7, 1.4}, 4 / 1.4).value().bias == Approx(0).epsilon(0).margin(1e-15));
    CHECK(rc::check("inside the curve exactly if there are three equilibria", [] {
        const CutSide side = some_side();
        const auto seen = cusp_view(incentive(side).value(), side.precision).value();
        RC_PRE(!seen.restraint_ends || (std::abs(std::abs(seen.bias) - *seen.restraint_ends) > 1e-9));
        const bool inside = seen.restraint_ends && std::abs(seen.bias) < *seen.restraint_ends;
        RC_ASSERT(inside == (cut_equilibria({side, side}).value().count() == 3));
    }));
}

TEST_CASE("illegal incentives are errors", "[kernels][deterrence]")
{
    struct Case {
        double a;
        double b;
        double precision;
    };
    const auto c = GENERATE(values<Case>({{nan_value, 1, 1},
                                          {0, inf, 1},
                                          {0, -1, 1},
                                          {0, 1, 0},
                                          {0, 1, -1},
                                          {0, 1, nan_value},
                                          {0, 1, inf},
                                          {1e300, 1, 1},
                                          {0, 1e300, 1}}));
    CHECK(symmetric_regime({c.a, c.b}, c.precision).error().code == Errc::bad_value);
    CHECK(temptation_margin({c.a, c.b}, c.precision).error().code == Errc::bad_value);
    CHECK(symmetric_potential({c.a, c.b}, c.precision, .5).error().code == Errc::bad_value);
    CHECK(barriers({c.a, c.b}, c.precision).error().code == Errc::bad_value);
    CHECK(cusp_view({c.a, c.b}, c.precision).error().code == Errc::bad_value);
}
