#include "indicators/kernels/deterrence/equilibrium.hpp"

#include "indicators/kernels/numbers/draws.hpp"
#include "tests/kernels/deterrence/games.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

double response(const CutSide& s, double q)
{
    const double a = s.gain - s.cost - s.rival_credibility * s.loss;
    return 1 / (1 + std::exp(-s.precision * (a + (s.rival_credibility * s.loss + s.retaliation_gain) * q)));
}

/// What is iterated in textbooks: from 0 upwards.
double iterated(const CutGame& game, int steps)
{
    double x = 0;
    for (int i = 0; i < steps; ++i) x = response(game.a, response(game.b, x));
    return x;
}

/// Sign changes of h(x) - x over log-odds, on a grid that holds every fixed point.
int sign_changes(const CutGame& game, int points)
{
    const auto odds = [](double x) { return std::log(x / (1 - x)); };
    const double from = odds(response(game.a, response(game.b, 0))) - 1e-6;
    const double to = odds(response(game.a, response(game.b, 1))) + 1e-6;
    int changes = 0;
    bool above = true;
    for (int i = 0; i <= points; ++i) {
        const double x = 1 / (1 + std::exp(-(from + (to - from) * i / points)));
        const bool now = response(game.a, response(game.b, x)) > x;
        changes += now != above ? 1 : 0;
        above = now;
    }
    return changes;
}

std::vector<CutEquilibrium> points_of(const CutEquilibria& all)
{
    if (!all.middle) return {all.least};
    return {all.least, *all.middle, all.greatest};
}

CutSide random_side(std::uint64_t id, std::uint64_t game)
{
    const auto u = [&](std::uint64_t field) { return uniform(id, 6 * game + field); };
    return {.gain = u(0),
            .loss = 3 * u(1),
            .cost = .7 * u(2),
            .rival_credibility = u(3),
            .retaliation_gain = .5 * u(4),
            .precision = .5 + 14.5 * u(5)};
}

}  // namespace

TEST_CASE("fixed points and couplings of two equal sides", "[kernels][deterrence]")
{
    // Escalation study 4.4, independent reference code: x and kappa of every equilibrium.
    struct Case {
        double loss;
        std::vector<double> x;
        std::vector<double> kappa;
    };
    const auto c = GENERATE(values<Case>({
        {1.5, {.0046755334443475864, .8424401211878135, .8795925875720915}, {.039091, 1.114972, .889640}},
        {1.2, {.021688448227662898, .6720514796224673, .920128517913366}, {.147678, 1.533972, .511505}},
        {1.0, {.07072018167994477, .5, .9292798183200549}, {.394313, 1.5, .394313}},
        {.95, {.10252942338632322, .4308024252897948, .9310415063542185}, {.530019, 1.412419, .369811}},
        {.9, {.17264284070597957, .3198140071754727, .932659701520762}, {.788462, 1.200782, .346687}},
        {.85, {.9341549560754606}, {.324770}},
        {.5, {.9422468002102672}, {.195904}},
    }));
    CAPTURE(c.loss);
    const auto all = cut_equilibria(equal_game(c.loss)).value();
    const auto points = points_of(all);
    REQUIRE(points.size() == c.x.size());
    CHECK(all.count() == c.x.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        CHECK(points[i].x == Approx(c.x[i]).epsilon(1e-12));
        CHECK(points[i].y == Approx(c.x[i]).epsilon(1e-12));
        CHECK(points[i].kappa == Approx(c.kappa[i]).epsilon(0).margin(6e-7));
        CHECK(points[i].stable == (points[i].kappa < 1));
    }
}

TEST_CASE("fixed points of unequal sides", "[kernels][deterrence]")
{
    // Escalation study 4.5, independent reference code.
    const auto points = points_of(cut_equilibria(dashboard_game()).value());
    REQUIRE(points.size() == 3);
    const std::vector<double> x{.017064025179237666, .8082867376422517, .8559088325268064};
    const std::vector<double> y{.00828611911146512, .8148188015200163, .865156778224898};
    const std::vector<double> kappa{.08622005300210257, 1.1229849036361828, .8809079886169331};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(points[i].x == Approx(x[i]).epsilon(1e-12));
        CHECK(points[i].y == Approx(y[i]).epsilon(1e-12));
        CHECK(points[i].kappa == Approx(kappa[i]).epsilon(1e-11));
    }
    const auto mixed = cut_equilibria(mixed_game()).value();
    CHECK(mixed.count() == 1);
    CHECK(mixed.least.x == Approx(.04763181186769).epsilon(1e-12));
    CHECK(mixed.least.y == Approx(.00940502453442).epsilon(1e-12));
    CHECK(mixed.least.kappa == Approx(.124859495).epsilon(1e-8));
}

TEST_CASE("precision sharpens the restrained branch", "[kernels][deterrence]")
{
    struct Case {
        double precision;
        double least;
    };
    const auto c =
        GENERATE(values<Case>({{2, .4073408019}, {4, .103364358324}, {6, .021688448228}, {10, .001380418566}}));
    CutGame game = equal_game(1.2);
    game.a.precision = game.b.precision = c.precision;
    CHECK(cut_equilibria(game).value().least.x == Approx(c.least).epsilon(0).margin(6e-11));
}

TEST_CASE("the cusp is one point with coupling 1", "[kernels][deterrence]")
{
    // lambda b = 4, a = -b/2: triple root, so x is known to the cube root of the rounding only.
    CutGame game = equal_game(1.5);
    for (CutSide* side : {&game.a, &game.b}) {
        side->precision = 4 / 1.4;
        side->gain = .5;  // a = -.7
    }
    const auto all = cut_equilibria(game).value();
    CHECK(all.least.x == Approx(.5).epsilon(0).margin(1e-4));
    CHECK(all.least.kappa == Approx(1).epsilon(0).margin(1e-7));
}

TEST_CASE("coupling grows like a square root on the way to the fold", "[kernels][deterrence]")
{
    struct Case {
        double loss;
        double kappa;
    };
    const auto c =
        GENERATE(values<Case>({{.9, .7884618422}, {.89, .9203380846}, {.889, .9499022197}, {.8884, .9850811508}}));
    CHECK(cut_equilibria(equal_game(c.loss)).value().least.kappa == Approx(c.kappa).epsilon(0).margin(2e-10));
}

TEST_CASE("past the fold the ghost of the restrained state is no equilibrium", "[kernels][deterrence]")
{
    // Just below L_crit 2e5 steps of the iteration from 0 still creep past x = .2412 and would report restraint.
    const CutGame game = equal_game(.8883411778166571 * (1 - 1e-11));
    CHECK(iterated(game, 200'000) < .3);
    const auto all = cut_equilibria(game).value();
    CHECK(all.count() == 1);
    CHECK(all.least.x == Approx(.9330186916).epsilon(0).margin(1e-8));
}

TEST_CASE("10,000 random games have at most three fixed points, all found", "[kernels][deterrence]")
{
    int missed_by_grid = 0;
    int bistable = 0;
    for (std::uint64_t i = 0; i < 10'000; ++i) {
        const CutGame game{random_side(71, i), random_side(72, i)};
        const auto all = cut_equilibria(game).value();
        const int seen = sign_changes(game, 300);
        CAPTURE(i);
        REQUIRE(seen <= static_cast<int>(all.count()));
        missed_by_grid += seen < static_cast<int>(all.count()) ? 1 : 0;
        bistable += all.middle ? 1 : 0;
        for (const auto& point : points_of(all)) {
            REQUIRE(std::abs(response(game.a, point.y) - point.x) < 1e-11);
            REQUIRE(std::abs(response(game.b, point.x) - point.y) < 1e-11);
        }
    }
    CHECK(bistable > 500);
    CHECK(missed_by_grid < 10);  // pairs closer than one step of 300
}

TEST_CASE("equilibria are ordered, stable at the ends, and move with the stakes", "[kernels][deterrence]")
{
    CHECK(rc::check("least <= middle <= greatest; only the middle is unstable", [] {
        const auto all = cut_equilibria(some_game()).value();
        RC_ASSERT(all.least.kappa <= 1 + 1e-6 && all.greatest.kappa <= 1 + 1e-6);
        RC_ASSERT(all.least.x <= all.greatest.x && all.least.y <= all.greatest.y);
        if (!all.middle) return;
        RC_ASSERT(all.middle->kappa >= 1 - 1e-6);
        RC_ASSERT(all.least.x <= all.middle->x && all.middle->x <= all.greatest.x);
        RC_ASSERT(all.least.y <= all.middle->y && all.middle->y <= all.greatest.y);
    }));
    CHECK(rc::check("the least falls in L and rises in G", [] {
        const CutGame game = some_game();
        const auto before = cut_equilibria(game).value().least;
        CutGame deeper = game;
        deeper.a.loss += between(0, 1);
        const auto calmer = cut_equilibria(deeper).value().least;
        RC_ASSERT(calmer.x <= before.x * (1 + 1e-9) && calmer.y <= before.y * (1 + 1e-9));
        CutGame tempted = game;
        tempted.b.gain += between(0, 1);
        const auto keener = cut_equilibria(tempted).value().least;
        RC_ASSERT(keener.x >= before.x * (1 - 1e-9) && keener.y >= before.y * (1 - 1e-9));
    }));
    CHECK(rc::check("exchanging the sides changes no byte", [] {
        const CutGame game = some_game();
        const auto one = cut_equilibria(game).value();
        const auto other = cut_equilibria({game.b, game.a}).value();
        RC_ASSERT(one.least.x == other.least.y && one.least.y == other.least.x);
        RC_ASSERT(one.least.kappa == other.least.kappa && one.greatest.logit_x == other.greatest.logit_y);
        RC_ASSERT(one.count() == other.count());
        if (one.middle) RC_ASSERT(one.middle->x == other.middle->y);
    }));
}

TEST_CASE("probabilities near 0 and 1 keep their log-odds", "[kernels][deterrence]")
{
    CutGame game = equal_game(1.2);
    game.a.precision = game.b.precision = 1e3;
    const auto all = cut_equilibria(game).value();
    REQUIRE(all.count() == 3);
    CHECK(all.least.logit_x == Approx(-660).epsilon(1e-12));
    CHECK(all.greatest.x == 1.0);
    CHECK(all.greatest.logit_x == Approx(500).epsilon(1e-12));
    CHECK(all.middle->x == Approx(.66 / 1.16).epsilon(0).margin(1e-3));
    game.a.precision = game.b.precision = 1e8;
    CHECK(cut_equilibria(game).value().least.x == 0.0);
    CHECK(cut_equilibria(equal_game(nan_value)).error().code == Errc::bad_value);
    CHECK(cut_equilibria(equal_game(1e300)).error().code == Errc::bad_value);
    CHECK(cut_equilibria({{.precision = 1}, {.precision = 1}}).value().least.x == .5);
    CHECK(cut_equilibria({{.loss = 5e-324, .rival_credibility = 1, .precision = 1}, {}}).value().least.x == .5);
}
