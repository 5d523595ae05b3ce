#include "indicators/kernels/reaction/richardson_fit.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"
#include "tests/kernels/reaction/series.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

using Series = std::vector<double>;

struct Pair {
    Series x, y;
};

/// Differences of the model with step 0.1 and noise.
Pair simulated(const Richardson& m, std::size_t n, double noise, std::uint64_t id)
{
    Pair pair{{0.5}, {4.0}};
    for (std::size_t t = 1; t < n; ++t) {
        const double x = pair.x.back();
        const double y = pair.y.back();
        pair.x.push_back(x + 0.1 * (m.k * y - m.a * x + m.g) + noise * normal(id, 2 * t));
        pair.y.push_back(y + 0.1 * (m.l * x - m.b * y + m.h) + noise * normal(id, 2 * t + 1));
    }
    return pair;
}

}  // namespace

TEST_CASE("the fit agrees with ordinary least squares of differences on levels", "[kernels][richardson]")
{
    // statsmodels 0.13 OLS of diff/0.5 on (1, us, cn).
    const auto fit = fit_richardson(us_weeks, cn_weeks, 0.5).value();
    CHECK(fit.model.g == Approx(-2.73558454).epsilon(0).margin(5e-9));
    CHECK(fit.model.a == Approx(0.1252241).epsilon(0).margin(5e-8));
    CHECK(fit.model.k == Approx(-1.67891518).epsilon(0).margin(5e-9));
    CHECK(fit.model.h == Approx(-0.0122065).epsilon(0).margin(5e-8));
    CHECK(fit.model.l == Approx(1.61832315).epsilon(0).margin(5e-9));
    CHECK(fit.model.b == Approx(1.76448683).epsilon(0).margin(5e-9));
    CHECK(fit.errors.g == Approx(0.60625736).epsilon(0).margin(5e-9));
    CHECK(fit.errors.a == Approx(0.29879948).epsilon(0).margin(5e-9));
    CHECK(fit.errors.k == Approx(0.35926114).epsilon(0).margin(5e-9));
    CHECK(fit.errors.l == Approx(0.04618373).epsilon(0).margin(5e-9));
    CHECK(fit.rows == 23);
    CHECK(fit.degrees == 20);
}

TEST_CASE("rates without noise are found again and the sides can be swapped", "[kernels][richardson]")
{
    const Richardson truth{.9, 1, .2, .8, 1.1, .3};
    const auto pair = simulated(truth, 12, 0.0, 1);
    const auto fit = fit_richardson(pair.x, pair.y, 0.1).value();
    CHECK(fit.model.k == Approx(.9).epsilon(1e-9));
    CHECK(fit.model.b == Approx(1.1).epsilon(1e-9));
    CHECK(richardson_balance(fit.model).value().ratio.value() == Approx(.8090398350).epsilon(1e-9));
    const auto mirror = fit_richardson(pair.y, pair.x, 0.1).value();
    CHECK(mirror.model.l == Approx(fit.model.k).epsilon(1e-9));
    CHECK(mirror.model.h == Approx(fit.model.g).epsilon(1e-9));
}

TEST_CASE("the interval of the coupling covers the truth and does not depend on threads", "[kernels][richardson]")
{
    const Richardson truth{.9, 1, .2, .8, 1.1, .3};
    const auto pair = simulated(truth, 600, 0.15, 4);
    CouplingOptions options{.step = 0.1, .surrogates = {.id = 8, .draws = 199}};
    const auto interval = coupling_interval(pair.x, pair.y, options).value();
    CHECK(interval.interval.lower < .809);
    CHECK(interval.interval.upper > .809);
    CHECK(interval.interval.lower <= interval.ratio);
    CHECK(interval.interval.upper >= interval.ratio);
    CHECK(interval.share_identified > 0.9);
    CHECK(interval.share_runaway < 0.2);
    options.surrogates.threads = 3;
    CHECK(coupling_interval(pair.x, pair.y, options).value().interval == interval.interval);
    options.surrogates.id = 9;
    CHECK(coupling_interval(pair.x, pair.y, options).value().interval != interval.interval);
}

TEST_CASE("few or degenerate stocks are refused", "[kernels][richardson]")
{
    const Richardson truth{.9, 1, .2, .8, 1.1, .3};
    const auto pair = simulated(truth, 29, 0.1, 2);
    CHECK(coupling_interval(pair.x, pair.y, {}).error().code == Errc::insufficient_points);
    CHECK(coupling_interval(pair.x, pair.y, {.fewest_points = 7}).error().code == Errc::bad_value);
    CHECK(coupling_interval(pair.x, pair.y, {.block = 15, .fewest_points = 20}).error().code == Errc::bad_value);
    CHECK(coupling_interval(pair.x, pair.y, {.confidence = 1, .fewest_points = 20}).error().code == Errc::bad_value);
    CHECK(coupling_interval(pair.x, pair.y, {.fewest_points = 20, .surrogates = {.draws = 0}}).error().code ==
          Errc::bad_value);
    const Series four{1, 2, 4, 3};
    CHECK(fit_richardson({}, {}).error().code == Errc::no_data);
    CHECK(fit_richardson(four, four).error().code == Errc::insufficient_points);
    CHECK(fit_richardson(pair.x, four).error().code == Errc::bad_value);
    CHECK(fit_richardson(pair.x, pair.x).error().code == Errc::not_identified);
    CHECK(fit_richardson(pair.x, Series(29, 0.7)).error().code == Errc::not_identified);
    for (const double bad : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK(fit_richardson(pair.x, pair.y, bad).error().code == Errc::bad_value);
    }
    CHECK(fit_richardson(pair.x, pair.y, 5e-324).error().code == Errc::bad_value);
    Series bad = pair.x;
    bad[0] = std::numeric_limits<double>::infinity();
    CHECK(fit_richardson(bad, pair.y).error().code == Errc::bad_value);
    // The spiral of the made-up weeks has no coupling ratio: kl < 0.
    CHECK(coupling_interval(us_weeks, cn_weeks, {.fewest_points = 20}).error().code == Errc::not_identified);
}
