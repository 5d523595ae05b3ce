#include "indicators/kernels/numbers/sum.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using entangled::Errc;
using entangled::kernels::ordered_sum;

TEST_CASE("compensation keeps small terms beside huge ones", "[kernels][sum]")
{
    // Neumaier (1974): 1 + 1e100 + 1 - 1e100 is 2, plain and Kahan summation give 0.
    CHECK(ordered_sum({1.0, 1e100, 1.0, -1e100}).value() == 2.0);
    CHECK(ordered_sum({}).value() == 0.0);
    CHECK(ordered_sum({5e-324, 5e-324}).value() == 1e-323);
}

TEST_CASE("a sum does not depend on the order of its terms", "[kernels][sum]")
{
    REQUIRE(rc::check([](const std::vector<double>& terms) {
        auto reversed = terms;
        std::ranges::reverse(reversed);
        RC_ASSERT(ordered_sum(terms).value() == ordered_sum(reversed).value());
    }));
    // Compensation alone gives 1e16 or 1e16 + 2 here, as the ones come late or early.
    std::vector<double> terms{-1e34, 1.0, 1.0, 1e16, 1e34};
    const double sum = ordered_sum(terms).value();
    while (std::ranges::next_permutation(terms).found) CHECK(ordered_sum(terms).value() == sum);
}

TEST_CASE("a sum outside the range of double is an error", "[kernels][sum]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    const auto terms = GENERATE_COPY(values<std::vector<double>>({{1e308, 1e308},
                                                                  {-1e308, -1e308, 1e308},
                                                                  {inf},
                                                                  {inf, -inf},
                                                                  {std::numeric_limits<double>::quiet_NaN(), 1.0}}));
    CAPTURE(terms);
    CHECK(ordered_sum(terms).error().code == Errc::bad_value);
}
