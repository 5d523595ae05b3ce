#include "indicators/kernels/numbers/parts_of_sum.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <limits>

using namespace entangled;
using namespace entangled::kernels;

TEST_CASE("parts of a sum add to one at any scale", "[kernels][numbers]")
{
    CHECK(parts_of_sum(std::array{1.0, 0.0, 3.0}).value() == std::vector<double>{.25, 0, .75});
    CHECK(parts_of_sum(std::array{1e308, 1e308, 1e308, 1e308}).value() == std::vector<double>(4, .25));
    CHECK(parts_of_sum(std::array{5e-324, 5e-324}).value() == std::vector<double>(2, .5));
}

TEST_CASE("illegal amounts have no parts", "[kernels][numbers]")
{
    const double nan_value = std::numeric_limits<double>::quiet_NaN();
    CHECK(parts_of_sum({}).error().code == Errc::no_data);
    CHECK(parts_of_sum(std::array{0.0, -0.0}).error().code == Errc::no_data);
    CHECK(parts_of_sum(std::array{1.0, -1.0}).error().code == Errc::bad_value);
    CHECK(parts_of_sum(std::array{1.0, nan_value}).error().code == Errc::bad_value);
}

TEST_CASE("squares are weighted one by one", "[kernels][numbers]")
{
    CHECK(weighted_squares(std::array{.5, .25}).value() == .3125);
    CHECK(weighted_squares(std::array{.5, .25}, std::array{2.0, 4.0}).value() == .75);
    CHECK(weighted_squares({}).value() == 0.0);
    CHECK(weighted_squares(std::array{.5, .25}, std::array{2.0}).error().code == Errc::bad_value);
    CHECK(weighted_squares(std::array{1e300}).error().code == Errc::bad_value);
    REQUIRE(rc::check("in any order", [] {
        auto values = *rc::gen::container<std::vector<double>>(
            rc::gen::map(rc::gen::inRange(-999, 999), [](int value) { return static_cast<double>(value) / 7.0; }));
        const double sum = weighted_squares(values).value();
        std::ranges::sort(values);
        RC_ASSERT(weighted_squares(values).value() == sum);
    }));
}
