#include "indicators/kernels/reaction/richardson.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

const Richardson calm{.k = .9, .a = 1, .g = .2, .l = .8, .b = 1.1, .h = .3};
const Richardson heated{.k = 1.2, .a = 1, .g = .2, .l = 1, .b = 1.1, .h = .3};

Richardson some_model()
{
    const auto rate = [](int least) { return *rc::gen::inRange(least, 200) / 64.0; };
    return {rate(-100), rate(1), rate(-100), rate(-100), rate(1), rate(-100)};
}

Richardson swapped(const Richardson& m) { return {m.l, m.b, m.h, m.k, m.a, m.g}; }

/// Fourth-order Runge and Kutta, independent of the exponential.
Stocks integrated(const Richardson& m, Stocks at, double time)
{
    constexpr int steps = 4000;
    const double dt = time / steps;
    const auto slope = [&](Stocks s) { return Stocks{m.k * s.y - m.a * s.x + m.g, m.l * s.x - m.b * s.y + m.h}; };
    const auto along = [](Stocks s, Stocks d, double t) { return Stocks{s.x + t * d.x, s.y + t * d.y}; };
    for (int i = 0; i < steps; ++i) {
        const Stocks one = slope(at);
        const Stocks two = slope(along(at, one, dt / 2));
        const Stocks three = slope(along(at, two, dt / 2));
        const Stocks four = slope(along(at, three, dt));
        at.x += dt / 6 * (one.x + 2 * two.x + 2 * three.x + four.x);
        at.y += dt / 6 * (one.y + 2 * two.y + 2 * three.y + four.y);
    }
    return at;
}

}  // namespace

TEST_CASE("balances agree with the reference vectors", "[kernels][richardson]")
{
    // Richardson (1960), closed forms in numpy.
    struct Case {
        Richardson model;
        double determinant;
        Stocks equilibrium;
        double slow, fast, ratio;
        Coupling regime;
    };
    const auto c = GENERATE(values<Case>(
        {{calm, .38, {1.2894736842, 1.2105263158}, -1.9, -.2, .8090398350, Coupling::stable},
         {heated, -.1, {-5.8, -5.0}, -2.1465856100, .0465856100, 1.0444659357, Coupling::runaway},
         {{.6, .8, -.1, .5, .9, .4}, .42, {.3571428571, .6428571429}, -1.4, -.3, .6454972244, Coupling::stable}}));
    const auto balance = richardson_balance(c.model).value();
    CHECK(balance.determinant == Approx(c.determinant).epsilon(1e-12));
    CHECK(balance.equilibrium.value().x == Approx(c.equilibrium.x).epsilon(0).margin(1e-10));
    CHECK(balance.equilibrium.value().y == Approx(c.equilibrium.y).epsilon(0).margin(1e-10));
    CHECK(balance.eigenvalues[0].real() == Approx(c.slow).epsilon(0).margin(1e-10));
    CHECK(balance.eigenvalues[1].real() == Approx(c.fast).epsilon(0).margin(1e-10));
    CHECK(balance.eigenvalues[0].imag() == 0.0);
    CHECK(balance.ratio.value() == Approx(c.ratio).epsilon(0).margin(1e-10));
    CHECK(balance.regime == c.regime);
}

TEST_CASE("a path agrees with the exponential of 40 digits", "[kernels][richardson]")
{
    // mpmath expm; the first with the reference's eight digits (.80257697, .77772442).
    struct Case {
        Richardson model;
        Stocks start;
        double time;
        Stocks end;
    };
    const auto c = GENERATE(
        values<Case>({{calm, {0, 0}, 5, {0.802576972970084125, 0.777724424101310071}},
                      {heated, {0, 0}, 5, {1.48088452376621484, 1.35005619927939161}},
                      {heated, {.5, -2}, 100, {514.773540767203961, 449.020647249735505}},
                      {{1, 1, .2, 1, 1, .3}, {0, 0}, 5, {1.22500113499824406, 1.27499886500175594}},
                      {{2, .3, .2, -1, .4, .3}, {1, -1}, 7.5, {0.389870673009655409, 0.00446399957470239971}}}));
    const auto end = richardson_path(c.model, c.start, c.time).value();
    CHECK(end.x == Approx(c.end.x).epsilon(1e-12));
    CHECK(end.y == Approx(c.end.y).epsilon(1e-12));
}

TEST_CASE("fatigue below reaction turns a race into a spiral", "[kernels][richardson]")
{
    // One side yields while the other arms: complex eigenvalues -0.35 +- i sqrt(2 - .05^2), no coupling ratio.
    const auto balance = richardson_balance({2, .3, .2, -1, .4, .3}).value();
    CHECK(balance.eigenvalues[0].real() == Approx(-.35));
    CHECK(balance.eigenvalues[0].imag() == Approx(-std::sqrt(2 - .0025)));
    CHECK(balance.eigenvalues[1] == std::conj(balance.eigenvalues[0]));
    CHECK_FALSE(balance.ratio);
    CHECK(balance.regime == Coupling::stable);
}

TEST_CASE("at the critical point there is no equilibrium", "[kernels][richardson]")
{
    // 0.1 * 0.3 and 0.15 * 0.2 differ in the last digit, which decides nothing.
    const auto balance = richardson_balance({.15, .1, .2, .2, .3, .3}).value();
    CHECK(balance.regime == Coupling::critical);
    CHECK_FALSE(balance.equilibrium);
    CHECK(balance.ratio.value() == Approx(1.0).epsilon(1e-15));
    CHECK(std::abs(balance.eigenvalues[1].real()) < 1e-15);
    CHECK(richardson_fate({.15, .1, .2, .2, .3, .3}, {1, 1}).error().code == Errc::not_identified);
}

TEST_CASE("with negative grievances the start decides", "[kernels][richardson]")
{
    const Richardson model{.k = 1.2, .a = 1, .g = -.2, .l = 1, .b = 1.1, .h = -.3};
    const auto balance = richardson_balance(model).value();
    CHECK(balance.equilibrium.value().x > 0.0);
    CHECK(richardson_fate(model, {100, 100}).value() == RichardsonFate::arms_without_end);
    CHECK(richardson_fate(model, {0, 0}).value() == RichardsonFate::disarms);
    CHECK(richardson_path(model, {100, 100}, 400).value().x > 1e6);
    CHECK(richardson_path(model, {0, 0}, 400).value().x < -1e6);
    CHECK(richardson_fate(model, *balance.equilibrium).error().code == Errc::not_identified);
    CHECK(richardson_fate(calm, {9, 9}).value() == RichardsonFate::settles);
    CHECK(richardson_fate({-3, 1, .2, -3, 1, .2}, {1, 2}).error().code == Errc::not_identified);
}

TEST_CASE("the model holds its properties", "[kernels][richardson]")
{
    REQUIRE(rc::check("swapping sides swaps the result, time scales the rates, the flow integrates", [] {
        const auto model = some_model();
        const auto balance = richardson_balance(model).value();
        const auto mirror = richardson_balance(swapped(model)).value();
        RC_ASSERT(mirror.determinant == balance.determinant);
        RC_ASSERT(mirror.eigenvalues == balance.eigenvalues);
        RC_ASSERT(mirror.ratio == balance.ratio);
        const Stocks start{*rc::gen::inRange(-20, 20) / 4.0, *rc::gen::inRange(-20, 20) / 4.0};
        const auto path = richardson_path(model, start, 2.0).value();
        const auto other = richardson_path(swapped(model), {start.y, start.x}, 2.0).value();
        const double size = 1.0 + std::abs(path.x) + std::abs(path.y);
        RC_ASSERT(std::abs(other.x - path.y) < 1e-11 * size);
        const auto expected = integrated(model, start, 2.0);
        RC_ASSERT(std::abs(path.x - expected.x) < 1e-9 * size && std::abs(path.y - expected.y) < 1e-9 * size);
        const auto halfway = richardson_path(model, start, 1.0).value();
        const auto again = richardson_path(model, halfway, 1.0).value();
        RC_ASSERT(std::abs(again.x - path.x) < 1e-10 * size);
        if (balance.equilibrium) {
            const auto still = richardson_path(model, *balance.equilibrium, 1.0).value();
            const double level = 1.0 + std::abs(balance.equilibrium->x) + std::abs(balance.equilibrium->y);
            RC_ASSERT(std::abs(still.x - balance.equilibrium->x) < 1e-11 * level);
        }
    }));
}

TEST_CASE("a stable pair settles however long it takes", "[kernels][richardson]")
{
    const auto end = richardson_path(calm, {1e6, -1e6}, 1e5).value();
    CHECK(end.x == Approx(1.2894736842105263).epsilon(1e-10));
    CHECK(end.y == Approx(1.2105263157894737).epsilon(1e-10));
    CHECK(richardson_path(calm, {3, 4}, 0).value().x == 3.0);
}

TEST_CASE("models out of range are errors", "[kernels][richardson]")
{
    for (const double bad : {0.0, -1.0, inf, nan_value}) {
        CAPTURE(bad);
        CHECK(richardson_balance({1, bad, 1, 1, 1, 1}).error().code == Errc::bad_value);
        CHECK(richardson_balance({1, 1, 1, 1, bad, 1}).error().code == Errc::bad_value);
        CHECK(richardson_path({1, bad, 1, 1, 1, 1}, {}, 1).error().code == Errc::bad_value);
        CHECK(richardson_fate({1, bad, 1, 1, 1, 1}, {}).error().code == Errc::bad_value);
    }
    for (const double bad : {inf, -inf, nan_value}) {
        CHECK(richardson_balance({bad, 1, 1, 1, 1, 1}).error().code == Errc::bad_value);
        CHECK(richardson_balance({1, 1, bad, 1, 1, 1}).error().code == Errc::bad_value);
        CHECK(richardson_path(calm, {bad, 1}, 1).error().code == Errc::bad_value);
        CHECK(richardson_path(calm, {1, 1}, bad).error().code == Errc::bad_value);
        CHECK(richardson_fate(calm, {bad, 1}).error().code == Errc::bad_value);
    }
    CHECK(richardson_path(calm, {1, 1}, -1).error().code == Errc::bad_value);
    CHECK(richardson_path(calm, {1, 1}, 1e300).error().code == Errc::bad_value);
    CHECK(richardson_path(heated, {1, 1}, 5e5).error().code == Errc::bad_value);
    CHECK(richardson_balance({1e300, 1, 1, 1e300, 1, 1}).error().code == Errc::bad_value);
    CHECK(richardson_balance({1, 1e-300, 1, 1, 1e-300, 1}).error().code == Errc::bad_value);
    CHECK(richardson_path({0, 1, 1e300, 0, 1, 5e-324}, {}, 1).value().x == Approx(1e300 * (1 - std::exp(-1.0))));
}
