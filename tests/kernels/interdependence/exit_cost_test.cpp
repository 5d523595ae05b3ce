#include "indicators/kernels/interdependence/exit_cost.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Products = std::vector<ExitProduct>;

}  // namespace

TEST_CASE("the cost of leaving adds over products", "[kernels][interdependence]")
{
    // By hand: .5 * 100/1000/(2 * 1.25) + .2 * 50/1000/(.5 * 1) = .02 + .02.
    const Products products{{.5, 100, 2, .25}, {.2, 50, .5, 0}};
    CHECK(exit_cost(products, 1000).value() == Approx(.04).epsilon(1e-14));
    CHECK(exit_cost({}, 1000).value() == 0.0);
}

TEST_CASE("the asymmetry is positive for the side that depends more", "[kernels][interdependence]")
{
    // The other sign convention would report the buyer of everything as the holder of power.
    const double buyer = exit_cost(Products{{.9, 100, 1, 0}}, 1000).value();
    const double seller = exit_cost(Products{{.1, 100, 1, 0}}, 1000).value();
    CHECK(dependence_asymmetry(buyer, seller).value() == Approx(.8).epsilon(1e-14));
    CHECK(dependence_asymmetry(seller, buyer).value() == -dependence_asymmetry(buyer, seller).value());
    CHECK(dependence_asymmetry(3, 0).value() == 1.0);
    CHECK(dependence_asymmetry(0, 3).value() == -1.0);
    CHECK(dependence_asymmetry(3, 3).value() == 0.0);
}

TEST_CASE("swapping the sides turns the sign exactly", "[kernels][interdependence]")
{
    REQUIRE(rc::check([] {
        const double own = static_cast<double>(*rc::gen::inRange(0, 100000)) / 7.0;
        const double other = static_cast<double>(*rc::gen::inRange(1, 100000)) / 11.0;
        const double asymmetry = dependence_asymmetry(own, other).value();
        RC_ASSERT(dependence_asymmetry(other, own).value() == -asymmetry);
        RC_ASSERT(asymmetry >= -1.0 && asymmetry <= 1.0);
        RC_ASSERT(dependence_asymmetry(own * 1024.0, other * 1024.0).value() == asymmetry);
        RC_ASSERT((asymmetry > 0.0) == (own > other));
    }));
}

TEST_CASE("leaving costs less with substitutes, whatever the order of products", "[kernels][interdependence]")
{
    REQUIRE(rc::check([] {
        Products products;
        for (const int value : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 1000))) {
            products.push_back({.01 * (value % 100), static_cast<double>(value), .1 * (1 + value % 30), .3});
        }
        const double cost = exit_cost(products, 500).value();
        std::ranges::reverse(products);
        RC_ASSERT(exit_cost(products, 500).value() == cost);
        for (ExitProduct& product : products) product.elasticity *= 2.0;
        RC_ASSERT(exit_cost(products, 500).value() == cost / 2.0);
        for (ExitProduct& product : products) product.spare *= 2.0;
        RC_ASSERT(exit_cost(products, 500).value() <= cost / 2.0);
    }));
}

TEST_CASE("illegal exits", "[kernels][interdependence]")
{
    const double inf = std::numeric_limits<double>::infinity();
    const Products one{{.5, 100, 1, 0}};
    CHECK(exit_cost(one, 0).error().code == Errc::not_identified);
    CHECK(exit_cost(one, -1).error().code == Errc::bad_value);
    CHECK(exit_cost(one, inf).error().code == Errc::bad_value);
    CHECK(exit_cost(Products{{1.5, 100, 1, 0}}, 1).error().code == Errc::bad_value);
    CHECK(exit_cost(Products{{.5, -1, 1, 0}}, 1).error().code == Errc::bad_value);
    CHECK(exit_cost(Products{{.5, 1, 0, 0}}, 1).error().code == Errc::bad_value);
    CHECK(exit_cost(Products{{.5, 1, 1, std::nan("")}}, 1).error().code == Errc::bad_value);
    CHECK(exit_cost(Products{{1, 1e308, 5e-324, 0}}, 1).error().code == Errc::bad_value);
    CHECK(dependence_asymmetry(0, 0).error().code == Errc::not_identified);
    CHECK(dependence_asymmetry(-1, 2).error().code == Errc::bad_value);
    CHECK(dependence_asymmetry(1, std::nan("")).error().code == Errc::bad_value);
    CHECK(dependence_asymmetry(1.7e308, 1.7e308).value() == 0.0);
    CHECK(dependence_asymmetry(5e-324, 0).value() == 1.0);
}
