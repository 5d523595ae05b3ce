#include "indicators/kernels/interdependence/trade_dependence.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace entangled;
using namespace entangled::kernels;

TEST_CASE("Barbieri's measures of a dyad", "[kernels][interdependence]")
{
    // Constructed on the concepts of Barbieri 1996: T_ij 60, T_i 400, T_j 150.
    const auto found = barbieri({60, 400, 150}).value();
    CHECK(found.share_i == Approx(.15).epsilon(1e-15));
    CHECK(found.share_j == Approx(.40).epsilon(1e-15));
    CHECK(found.salience == Approx(.244949).epsilon(0).margin(5e-7));
    CHECK(found.symmetry == Approx(.75).epsilon(1e-15));
    CHECK(found.interdependence == Approx(.183712).epsilon(0).margin(5e-7));
}

TEST_CASE("trade over GDP and its weak link", "[kernels][interdependence]")
{
    // The same dyad with GDP 2000 and 500.
    const auto found = oneal_russett({60, 2000, 500}).value();
    CHECK(found.dependence_i == Approx(.03).epsilon(1e-15));
    CHECK(found.dependence_j == Approx(.12).epsilon(1e-15));
    CHECK(found.lower == found.dependence_i);
    CHECK(found.higher == found.dependence_j);
    // Gartzke and Li 2003: dependence is trade share times openness, .15 * .2 = .03.
    CHECK(openness(400, 2000).value() == .2);
    CHECK(hirschman_share(60, 400).value() * openness(400, 2000).value() == Approx(.03).epsilon(1e-15));
}

TEST_CASE("swapping the sides swaps the results", "[kernels][interdependence]")
{
    REQUIRE(rc::check([] {
        const double between = *rc::gen::inRange(1, 1000);
        const double all_i = between + *rc::gen::inRange(0, 1000);
        const double all_j = between + *rc::gen::inRange(0, 1000);
        const auto one = barbieri({between, all_i, all_j}).value();
        const auto other = barbieri({between, all_j, all_i}).value();
        RC_ASSERT(one.share_i == other.share_j && one.share_j == other.share_i);
        RC_ASSERT(one.salience == other.salience && one.symmetry == other.symmetry);
        RC_ASSERT(one.interdependence == other.interdependence);
        RC_ASSERT(one.interdependence >= 0.0 && one.interdependence <= 1.0);
        const auto gdp = oneal_russett({between, all_i, all_j}).value();
        const auto swapped = oneal_russett({between, all_j, all_i}).value();
        RC_ASSERT(gdp.dependence_i == swapped.dependence_j && gdp.lower == swapped.lower);
        // The side with the smaller economy depends more.
        RC_ASSERT((all_i < all_j) == (gdp.dependence_i > gdp.dependence_j));
    }));
}

TEST_CASE("dependence is share times openness in every dyad", "[kernels][interdependence]")
{
    REQUIRE(rc::check([] {
        const double between = *rc::gen::inRange(0, 1000);
        const double all = between + *rc::gen::inRange(1, 1000);
        const double gdp = *rc::gen::inRange(1, 10000);
        const double product = hirschman_share(between, all).value() * openness(all, gdp).value();
        RC_ASSERT(std::abs(product - oneal_russett({between, gdp, gdp}).value().lower) <= 1e-13 * (1.0 + product));
    }));
}

TEST_CASE("illegal dyads", "[kernels][interdependence]")
{
    const double bad = GENERATE(-1.0, std::numeric_limits<double>::infinity(), std::nan(""));
    CHECK(hirschman_share(bad, 1).error().code == Errc::bad_value);
    CHECK(barbieri({1, bad, 2}).error().code == Errc::bad_value);
    CHECK(barbieri({1, 2, bad}).error().code == Errc::bad_value);
    CHECK(barbieri({3, 2, 4}).error().code == Errc::bad_value);
    CHECK(barbieri({0, 0, 4}).error().code == Errc::not_identified);
    CHECK(barbieri({0, 4, 0}).error().code == Errc::not_identified);
    CHECK(barbieri({0, 4, 4}).value().interdependence == 0.0);
    CHECK(barbieri({1e-300, 1, 1}).value().salience == Approx(1e-300).epsilon(1e-12));
    CHECK(oneal_russett({1, 0, 2}).error().code == Errc::not_identified);
    CHECK(oneal_russett({1, 2, 0}).error().code == Errc::not_identified);
    CHECK(oneal_russett({1, 2, bad}).error().code == Errc::bad_value);
    CHECK(openness(1e300, 1e-300).error().code == Errc::bad_value);
    CHECK(openness(bad, 1).error().code == Errc::bad_value);
}
