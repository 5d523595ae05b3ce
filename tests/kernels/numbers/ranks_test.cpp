#include "indicators/kernels/numbers/ranks.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <limits>
#include <numeric>

using namespace entangled::kernels;
using entangled::Errc;

TEST_CASE("equal values share the mean of their ranks", "[ranks]")
{
    CHECK(mid_ranks(std::vector{3.0, 1.0, 3.0, 2.0}).value() == std::vector{3.5, 1.0, 3.5, 2.0});
    CHECK(mid_ranks(std::vector{5.0, 5.0, 5.0}).value() == std::vector{2.0, 2.0, 2.0});
    CHECK(mid_ranks(std::vector{-7.0}).value() == std::vector{1.0});
}

TEST_CASE("ranks add to n(n+1)/2 whatever the ties", "[ranks]")
{
    CHECK(rc::check("for any values", [] {
        const auto whole = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(-3, 4)));
        const std::vector<double> values(whole.begin(), whole.end());
        const auto ranks = mid_ranks(values).value();
        const double n = static_cast<double>(values.size());
        RC_ASSERT(std::accumulate(ranks.begin(), ranks.end(), 0.0) == n * (n + 1.0) / 2.0);
    }));
}

TEST_CASE("ranks need finite values", "[ranks]")
{
    CHECK(mid_ranks({}).error().code == Errc::no_data);
    CHECK(mid_ranks(std::vector{1.0, std::numeric_limits<double>::infinity()}).error().code == Errc::bad_value);
}
