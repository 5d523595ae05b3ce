#include "indicators/kernels/events/surprise.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("tails of counts agree with the reference vector", "[kernels][surprise]")
{
    // m = 2.3, x = 7: Poisson; negative binomial with v = 5. Further digits and far tails by mpmath.
    CHECK(poisson_surprise(7, 2.3).value() == Approx(.0093619338910418755).epsilon(1e-12));
    CHECK(negative_binomial_surprise(7, 2.3, 5).value() == Approx(.054037517396347906).epsilon(1e-12));
    CHECK(poisson_surprise(200, 2.3).value() == Approx(2.8497000985395366e-304).epsilon(1e-11));
    CHECK(negative_binomial_surprise(200, 2.3, 5).value() == Approx(2.3672333086889442e-52).epsilon(1e-11));
    CHECK(negative_binomial_surprise(7, 2.3, 2.300001).value() == Approx(.0093619504716782703).epsilon(1e-8));
}

TEST_CASE("tails of counts hold their properties", "[kernels][surprise]")
{
    REQUIRE(rc::check("falling in the count, rising in the mean, clustering surprises less far out", [] {
        const auto count = *rc::gen::inRange<std::uint64_t>(1, 60);
        const double mean = *rc::gen::inRange(1, 400) / 20.0;
        const double variance = mean * (1.0 + *rc::gen::inRange(1, 50) / 10.0);
        const double poisson = poisson_surprise(count, mean).value();
        const double clustered = negative_binomial_surprise(count, mean, variance).value();
        RC_ASSERT(poisson >= 0.0 && poisson <= 1.0 && clustered >= 0.0 && clustered <= 1.0);
        RC_ASSERT(poisson_surprise(count + 1, mean).value() <= poisson);
        RC_ASSERT(poisson_surprise(count, mean + 1.0).value() >= poisson);
        RC_ASSERT(negative_binomial_surprise(count + 1, mean, variance).value() <= clustered);
        if (static_cast<double>(count) > 3.0 * mean + 3.0) RC_ASSERT(clustered >= poisson);
    }));
    CHECK(poisson_surprise(0, 2.3).value() == 1.0);
    CHECK(negative_binomial_surprise(0, 2.3, 5).value() == 1.0);
}

TEST_CASE("illegal moments are errors", "[kernels][surprise]")
{
    for (const double bad : {0.0, -1.0, inf, nan_value}) {
        CHECK(poisson_surprise(7, bad).error().code == Errc::bad_value);
        CHECK(negative_binomial_surprise(7, bad, 5).error().code == Errc::bad_value);
        CHECK(negative_binomial_surprise(7, 5, bad).error().code == Errc::bad_value);
    }
    CHECK(negative_binomial_surprise(7, 5, 5).error().code == Errc::bad_value);
    CHECK(negative_binomial_surprise(0, 1e-300, 1e300).error().code == Errc::bad_value);
    CHECK(poisson_surprise(std::numeric_limits<std::uint64_t>::max(), 1e300).value() <= 1.0);
}
