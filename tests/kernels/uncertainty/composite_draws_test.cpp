#include "indicators/kernels/uncertainty/composite_draws.hpp"

#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/uncertainty/dirichlet.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Values = std::vector<double>;

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

const Values s{.8, .35, .6, .15};
const Values w{.4, .3, .2, .1};
const Values sd{.05, .1, .08, .05};
const std::vector<CompositeRule> geometric{{Aggregation::geometric}};

UncertainComposite study()
{
    return {.scores = s, .weights = w, .sds = sd, .rules = geometric, .draws = 40'000, .id = 17};
}

}  // namespace

TEST_CASE("gamma and Dirichlet draws have their moments", "[kernels][uncertainty]")
{
    for (const double shape : {.1, .9, 1.0, 2.5, 40.0}) {
        CAPTURE(shape);
        double mean = 0;
        double square = 0;
        const std::uint64_t n = 20'000;
        for (std::uint64_t draw = 0; draw < n; ++draw) {
            const double value = gamma_draw(shape, 5, draw).value();
            mean += value / static_cast<double>(n);
            square += value * value / static_cast<double>(n);
        }
        const double error = std::sqrt(shape / static_cast<double>(n));
        CHECK(mean == Approx(shape).epsilon(0).margin(4.5 * error));
        // Var of the sample variance: (2 shape^2 + 6 shape)/n.
        CHECK(square - mean * mean ==
              Approx(shape).epsilon(0).margin(4.5 * std::sqrt((2 * shape + 6) * shape / static_cast<double>(n))));
    }
    Values mean(4);
    double square = 0;
    for (std::uint64_t draw = 0; draw < 10'000; ++draw) {
        const auto drawn = dirichlet_draw(w, 20, 3, draw).value();
        double sum = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            mean[i] += drawn[i] / 10'000;
            sum += drawn[i];
        }
        square += (drawn[0] - .4) * (drawn[0] - .4) / 10'000;
        REQUIRE(sum == Approx(1).epsilon(1e-13));
    }
    for (std::size_t i = 0; i < 4; ++i) CHECK(mean[i] == Approx(w[i]).epsilon(0).margin(.005));
    CHECK(square == Approx(.4 * .6 / 21).epsilon(.06));
    CHECK(dirichlet_draw(Values{1, 0, 1}, 20, 3, 0).value()[1] == 0.0);
    CHECK(dirichlet_draw({}, 20, 3, 0).error().code == Errc::no_data);
    CHECK(dirichlet_draw(Values{0}, 20, 3, 0).error().code == Errc::no_data);
    CHECK(dirichlet_draw(Values{-1, 2}, 20, 3, 0).error().code == Errc::bad_value);
    CHECK(dirichlet_draw(w, 0, 3, 0).error().code == Errc::bad_value);
    CHECK(dirichlet_draw(w, nan_value, 3, 0).error().code == Errc::bad_value);
    CHECK(gamma_draw(0, 3, 0).error().code == Errc::bad_value);
    CHECK(gamma_draw(1e300, 3, 0).error().code == Errc::bad_value);
}

TEST_CASE("quantiles of a composite under uncertain scores and weights", "[kernels][uncertainty]")
{
    // Escalation study 7.2, 200,000 draws of another generator: .359, .497, .618, each within .004.
    const auto reading = composite_draws(study()).value();
    CHECK(reading.q05 == Approx(.359).epsilon(0).margin(.004));
    CHECK(reading.q50 == Approx(.497).epsilon(0).margin(.004));
    CHECK(reading.q95 == Approx(.618).epsilon(0).margin(.004));
    CHECK(reading.above == Approx(.08).epsilon(0).margin(.02));
    REQUIRE(reading.score_sensitivity.size() == 4);
    REQUIRE(reading.weight_sensitivity.size() == 4);
    // A low score with an error of a third of it moves a geometric mean most.
    CHECK(reading.score_sensitivity[1] > reading.score_sensitivity[0]);
    double all = 0;
    for (const double share : reading.score_sensitivity) all += share;
    CHECK(all < 1);
}

TEST_CASE("the point value may be quiet while half of the draws are not", "[kernels][uncertainty]")
{
    auto near = study();
    near.threshold = .5;  // the point value is .4985
    near.draws = 4000;
    CHECK(composite(s, w, geometric[0]).value() < near.threshold);
    CHECK(composite_draws(near).value().above > .4);
}

TEST_CASE("draws repeat themselves on any number of threads", "[kernels][uncertainty]")
{
    auto few = study();
    few.draws = 3001;
    few.goalpost_error = .1;
    const std::vector<CompositeRule> both{{Aggregation::arithmetic}, {Aggregation::geometric}};
    few.rules = both;
    const auto one = composite_draws(few).value();
    few.threads = 2;
    const auto two = composite_draws(few).value();
    CHECK(one.q05 == two.q05);
    CHECK(one.q95 == two.q95);
    CHECK(one.mean == two.mean);
    CHECK(one.score_sensitivity == two.score_sensitivity);
    few.id = 18;
    CHECK(composite_draws(few).value().q50 != one.q50);
    // Half of the draws are arithmetic (.56), half geometric (.4985).
    CHECK(one.mean == Approx(.52).epsilon(0).margin(.02));
}

TEST_CASE("a composite that does not vary or is drawn too seldom has no sensitivity, not one of 0",
          "[kernels][uncertainty]")
{
    auto fixed = study();
    const Values none(4, 0);
    fixed.sds = none;
    fixed.weight_concentration = std::nullopt;
    fixed.draws = 200;
    const auto reading = composite_draws(fixed).value();
    CHECK(reading.q05 == reading.q95);
    CHECK(reading.q50 == Approx(.4985351497080519).epsilon(1e-14));
    CHECK(reading.score_sensitivity.empty());
    CHECK(reading.weight_sensitivity.empty());
    auto few = study();
    few.draws = 3;
    CHECK(composite_draws(few).value().score_sensitivity.empty());
    CHECK(composite_draws(few).value().weight_sensitivity.empty());
}

TEST_CASE("first-order sensitivities of a linear model", "[kernels][uncertainty]")
{
    // y = 2 a + b + noise, all standard normal: shares 4/6 and 1/6; a product of centred inputs has none.
    const std::size_t n = 40'000;
    Values a(n);
    Values b(n);
    Values noise(n);
    fill_normals(1, 0, a);
    fill_normals(2, 0, b);
    fill_normals(3, 0, noise);
    Values y(n);
    Values product(n);
    for (std::size_t i = 0; i < n; ++i) {
        y[i] = 2 * a[i] + b[i] + noise[i];
        product[i] = a[i] * b[i];
    }
    CHECK(first_order_sensitivity(a, y).value() == Approx(4.0 / 6).epsilon(0).margin(.015));
    CHECK(first_order_sensitivity(b, y).value() == Approx(1.0 / 6).epsilon(0).margin(.015));
    CHECK(first_order_sensitivity(a, product).value() < .01);
    CHECK(first_order_sensitivity(Values{1, 2, 3, 4}, Values{1, 1, 5, 5}, 2).value() == 1.0);
    CHECK(first_order_sensitivity({}, {}).error().code == Errc::no_data);
    CHECK(first_order_sensitivity(Values{1, 2, 3}, Values{1, 2, 3}, 2).error().code == Errc::insufficient_points);
    CHECK(first_order_sensitivity(Values{1, 2, 3, 4}, Values{1, 1, 1, 1}, 2).error().code == Errc::not_identified);
    CHECK(first_order_sensitivity(Values{1, 2}, Values{1, 2, 3}, 2).error().code == Errc::bad_value);
    CHECK(first_order_sensitivity(a, y, 1).error().code == Errc::bad_value);
    CHECK(first_order_sensitivity(Values{1, 2, 3, 4}, Values{1e308, 1e308, 1, 1}, 2).error().code == Errc::bad_value);
}

TEST_CASE("illegal composites are errors", "[kernels][uncertainty]")
{
    const auto broken = [](auto change) {
        auto changed = study();
        changed.draws = 10;
        change(changed);
        return composite_draws(changed).error().code;
    };
    const Values low{.001, .3, .3, .3};
    const Values negative{-1, 1, 1, 1};
    const Values zero(4, 0);
    const std::vector<CompositeRule> wrong{{Aggregation::power, 0}};
    CHECK(broken([](auto& c) { c.scores = {}; }) == Errc::no_data);
    CHECK(broken([](auto& c) { c.rules = {}; }) == Errc::no_data);
    CHECK(broken([&](auto& c) { c.scores = low; }) == Errc::bad_value);
    CHECK(broken([&](auto& c) { c.sds = negative; }) == Errc::bad_value);
    CHECK(broken([&](auto& c) { c.weights = negative; }) == Errc::bad_value);
    CHECK(broken([&](auto& c) { c.weights = zero; }) == Errc::no_data);
    CHECK(broken([&](auto& c) { c.rules = wrong; }) == Errc::bad_value);
    CHECK(broken([](auto& c) { c.draws = 1; }) == Errc::bad_value);
    CHECK(broken([](auto& c) { c.threshold = nan_value; }) == Errc::bad_value);
    CHECK(broken([](auto& c) { c.goalpost_error = .5; }) == Errc::bad_value);
    CHECK(broken([](auto& c) { c.weight_concentration = -1; }) == Errc::bad_value);
}
