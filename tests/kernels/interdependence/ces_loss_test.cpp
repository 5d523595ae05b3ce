#include "indicators/kernels/interdependence/ces_loss.hpp"

#include <rapidcheck.h>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

double loss(double omega, double sigma) { return ces_loss(omega, sigma).value().value(); }

using Omegas = std::vector<double>;
using Baskets = std::vector<Basket>;

}  // namespace

TEST_CASE("the loss over control and elasticity", "[kernels][interdependence]")
{
    // CES closed form after Clayton, Maggiori and Schreger 2023; evaluated independently with mpmath.
    constexpr std::array omegas{.10, .30, .50, .70, .90, .95, .99};
    struct Row {
        double sigma;
        std::array<double, 7> losses;
    };
    const auto row = GENERATE(values<Row>({{2, {.1054, .3567, .6931, 1.2040, 2.3026, 2.9957, 4.6052}},
                                           {3, {.0527, .1783, .3466, .6020, 1.1513, 1.4979, 2.3026}},
                                           {5, {.0263, .0892, .1733, .3010, .5756, .7489, 1.1513}},
                                           {8, {.0151, .0510, .0990, .1720, .3289, .4280, .6579}}}));
    CAPTURE(row.sigma);
    for (std::size_t i = 0; i < omegas.size(); ++i) {
        CHECK(loss(omegas[i], row.sigma) == Approx(row.losses[i]).epsilon(0).margin(5.1e-5));
        CHECK(ces_loss_fraction(omegas[i], row.sigma).value() ==
              Approx(1.0 - std::pow(1.0 - omegas[i], 1.0 / (row.sigma - 1.0))).epsilon(1e-13));
    }
}

TEST_CASE("a coalition takes more than its members one by one", "[kernels][interdependence]")
{
    // Shares .4 and .4 at elasticity 2: 1.6094 > 1.0217. Adding up members hides the power of a bloc.
    const auto found = coalition_loss(Omegas{.4, .4}, 2).value();
    CHECK(found.joint.value() == Approx(1.6094).epsilon(0).margin(5.1e-5));
    CHECK(found.separate.value() == Approx(1.0217).epsilon(0).margin(5.1e-5));
    CHECK(found.premium.value() == Approx(1.6094 - 1.0217).epsilon(0).margin(1.1e-4));
}

TEST_CASE("full control is unbounded and says so", "[kernels][interdependence]")
{
    CHECK_FALSE(ces_loss(1.0, 2).value());
    CHECK(ces_loss_fraction(1.0, 2).value() == 1.0);
    // .7 + .2 + .1 is 1 but for rounding, whose logarithm is no loss: naive code reports 36.7.
    const auto whole = coalition_loss(Omegas{.7, .2, .1}, 2).value();
    CHECK_FALSE(whole.joint);
    CHECK_FALSE(whole.premium);
    CHECK(whole.separate.has_value());
    CHECK_FALSE(coalition_loss(Omegas{1, 0}, 2).value().separate);
    CHECK_FALSE(aggregate_ces_loss(Baskets{{.5, 1, 2}}).value());
    CHECK(aggregate_ces_loss(Baskets{{0, 1, 2}, {.5, .5, 2}}).value().value() == Approx(.5 * std::log(2.0)));
}

TEST_CASE("the aggregate weighs the baskets", "[kernels][interdependence]")
{
    // By hand from the grid: .2 * 2.3026 + .3 * .1733.
    CHECK(aggregate_ces_loss(Baskets{{.2, .9, 2}, {.3, .5, 5}}).value().value() ==
          Approx(.2 * 2.302585 + .3 * .173287).epsilon(0).margin(1e-6));
}

TEST_CASE("losses hold their properties", "[kernels][interdependence]")
{
    REQUIRE(rc::check("convex, rising in control, falling in elasticity", [] {
        const double a = static_cast<double>(*rc::gen::inRange(0, 1000)) / 1000.0;
        const double b = static_cast<double>(*rc::gen::inRange(0, 1000)) / 1000.0;
        const double sigma = 1.1 + static_cast<double>(*rc::gen::inRange(0, 100)) / 10.0;
        RC_ASSERT(loss((a + b) / 2.0, sigma) <= (loss(a, sigma) + loss(b, sigma)) / 2.0 + 1e-12);
        RC_ASSERT((loss(a, sigma) <= loss(b, sigma)) == (a <= b));
        RC_ASSERT(loss(a, sigma + 1.0) <= loss(a, sigma));
        const double fraction = ces_loss_fraction(a, sigma).value();
        RC_ASSERT(std::abs(fraction - (1.0 - std::exp(-loss(a, sigma)))) < 1e-12);
    }));
    REQUIRE(rc::check("super-additive for any coalition, in any order", [] {
        const double a = static_cast<double>(*rc::gen::inRange(0, 300)) / 1000.0;
        const double b = static_cast<double>(*rc::gen::inRange(0, 300)) / 1000.0;
        const double c = static_cast<double>(*rc::gen::inRange(0, 300)) / 1000.0;
        const auto one = coalition_loss(Omegas{a, b, c}, 3).value();
        const auto other = coalition_loss(Omegas{c, a, b}, 3).value();
        RC_ASSERT(one.joint == other.joint && one.separate == other.separate);
        RC_ASSERT(*one.joint >= *one.separate - 1e-12);
        RC_ASSERT(*one.premium >= 0.0);
    }));
}

TEST_CASE("illegal baskets", "[kernels][interdependence]")
{
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(ces_loss(1.1, 2).error().code == Errc::bad_value);
    CHECK(ces_loss(-.1, 2).error().code == Errc::bad_value);
    CHECK(ces_loss(std::nan(""), 2).error().code == Errc::bad_value);
    CHECK(ces_loss(.5, 1).error().code == Errc::bad_value);
    CHECK(ces_loss(.5, inf).error().code == Errc::bad_value);
    CHECK(ces_loss_fraction(.5, .9).error().code == Errc::bad_value);
    CHECK(loss(0, 1 + 1e-15) == 0.0);
    CHECK_FALSE(std::signbit(loss(0, 2)));
    CHECK(ces_loss_fraction(.5, std::nextafter(1.0, 2.0)).value() == 1.0);
    CHECK(coalition_loss({}, 2).error().code == Errc::no_data);
    CHECK(coalition_loss(Omegas{.6, .6}, 2).error().code == Errc::bad_value);
    CHECK(coalition_loss(Omegas{.6}, 1).error().code == Errc::bad_value);
    CHECK(aggregate_ces_loss({}).error().code == Errc::no_data);
    CHECK(aggregate_ces_loss(Baskets{{1.5, .5, 2}}).error().code == Errc::bad_value);
    CHECK(aggregate_ces_loss(Baskets{{.5, .5, 1}}).error().code == Errc::bad_value);
}
