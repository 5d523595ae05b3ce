#include "indicators/kernels/deterrence/bimatrix.hpp"

#include "tests/kernels/deterrence/games.hpp"

#include <catch2/catch.hpp>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

// Ochs (1995), game 2 as in the tutorial of Gambit: 128 plays, first strategies in shares .527 and .366.
const Bimatrix ochs{{{{1.1141, 0}, {0, .2785}}}, {{{0, 1.1141}, {1.1141, 0}}}};
const PlayCounts plays{128 * .527, 128 * .473, 128 * .366, 128 * .634};

double logistic_of(double z) { return 1 / (1 + std::exp(-z)); }

Bimatrix some_bimatrix()
{
    Bimatrix game{};
    for (auto* payoffs : {&game.row, &game.column}) {
        for (auto& line : *payoffs) {
            for (double& payoff : line) payoff = between(-2, 2);
        }
    }
    return game;
}

}  // namespace

TEST_CASE("logit equilibria of a game without pure ones", "[kernels][deterrence]")
{
    // Computed apart with scipy's brentq; consistent with the tutorial of Gambit.
    struct Case {
        double precision;
        double row;
        double column;
    };
    const auto c = GENERATE(values<Case>(
        {{0, .5, .5}, {1, .5867840367, .4518070314}, {2, .6175219459, .3719816642}, {3, .6168968501, .3140163618}}));
    CAPTURE(c.precision);
    const auto found = logit_equilibria(ochs, c.precision).value();
    REQUIRE(found.size() == 1);
    CHECK(found[0].row == Approx(c.row).epsilon(0).margin(6e-11));
    CHECK(found[0].column == Approx(c.column).epsilon(0).margin(6e-11));
}

TEST_CASE("precision fitted to plays", "[kernels][deterrence]")
{
    const auto fit = fit_logit_equilibrium(ochs, plays, 20).value();
    CHECK(fit.precision == Approx(1.8456096).epsilon(0).margin(3e-7));
    CHECK(fit.play.row == Approx(.6156513).epsilon(0).margin(6e-8));
    CHECK(fit.play.column == Approx(.3832910).epsilon(0).margin(1e-7));
    CHECK(fit.log_likelihood == Approx(-174.7645319).epsilon(0).margin(6e-8));
    CHECK(logit_log_likelihood(ochs, plays, fit.precision).value() == Approx(-174.7645319).epsilon(0).margin(6e-8));
    CHECK(logit_log_likelihood(ochs, plays, 1).value() < fit.log_likelihood);
}

TEST_CASE("a coordination game has three, whichever way its strategies are named", "[kernels][deterrence]")
{
    const Bimatrix stag{{{{2, 0}, {1, 1}}}, {{{2, 1}, {0, 1}}}};
    const auto found = logit_equilibria(stag, 10).value();
    REQUIRE(found.size() == 3);
    for (const auto& play : found) CHECK(play.row == Approx(play.column).epsilon(1e-9));
    // The column's strategies exchanged: both responses fall.
    const Bimatrix renamed{{{{0, 2}, {1, 1}}}, {{{1, 2}, {1, 0}}}};
    const auto same = logit_equilibria(renamed, 10).value();
    REQUIRE(same.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(same[i].row == Approx(found[i].row).epsilon(1e-9));
        CHECK(same[i].column == Approx(1 - found[i].column).epsilon(1e-9));
    }
    CHECK(rc::check("every point answers itself and payoffs count by differences", [] {
        const Bimatrix game = some_bimatrix();
        const double precision = between(0, 20);
        const auto all = logit_equilibria(game, precision).value();
        RC_ASSERT(all.size() == 1 || all.size() == 3);
        for (const auto& p : all) {
            const auto& r = game.row;
            const auto& k = game.column;
            const double row = p.column * (r[0][0] - r[1][0]) + (1 - p.column) * (r[0][1] - r[1][1]);
            const double column = p.row * (k[0][0] - k[0][1]) + (1 - p.row) * (k[1][0] - k[1][1]);
            RC_ASSERT(std::abs(logistic_of(precision * row) - p.row) < 1e-10);
            RC_ASSERT(std::abs(logistic_of(precision * column) - p.column) < 1e-10);
        }
    }));
}

TEST_CASE("illegal games and counts are errors", "[kernels][deterrence]")
{
    Bimatrix broken = ochs;
    broken.row[0][0] = nan_value;
    CHECK(logit_equilibria(broken, 1).error().code == Errc::bad_value);
    broken.row[0][0] = 1e300;
    CHECK(logit_equilibria(broken, 1).error().code == Errc::bad_value);
    CHECK(logit_equilibria(ochs, -1).error().code == Errc::bad_value);
    CHECK(logit_equilibria(ochs, inf).error().code == Errc::bad_value);
    CHECK(logit_log_likelihood(ochs, {}, 1).error().code == Errc::no_data);
    CHECK(logit_log_likelihood(ochs, {-1, 1, 1, 1}, 1).error().code == Errc::bad_value);
    CHECK(logit_log_likelihood(ochs, {1, nan_value, 1, 1}, 1).error().code == Errc::bad_value);
    const Bimatrix dominated{{{{1, 1}, {0, 0}}}, {{{1, 0}, {1, 0}}}};
    CHECK(logit_log_likelihood(dominated, {1, 1, 1, 1}, 1e6).error().code == Errc::not_identified);
    CHECK(fit_logit_equilibrium(dominated, {1, 0, 1, 0}, 10).error().code == Errc::not_identified);
    CHECK(fit_logit_equilibrium(ochs, plays, 0).error().code == Errc::bad_value);
}
