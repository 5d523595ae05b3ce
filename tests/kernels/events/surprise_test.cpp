#include "indicators/kernels/events/surprise.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

/// (x - mean)/sd with n - 1, what the robust score replaces.
double plain_z(double value, const Series& values)
{
    const double n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0.0;
    for (const double x : values) squares += (x - mean) * (x - mean);
    return (value - mean) / std::sqrt(squares / (n - 1.0));
}

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

TEST_CASE("robust scores agree with the reference vector", "[kernels][surprise]")
{
    // 3,4,4,5,6,5,4,3,5,21 with 21 current: M .6745 (x - median)/MAD over all ten, Iglewicz and Hoaglin (1993).
    const Series all{3, 4, 4, 5, 6, 5, 4, 3, 5, 21};
    const auto score = score_against_baseline(21, all).value();
    CHECK(score.median == 4.5);
    CHECK(score.mad == 0.5);
    CHECK(score.score == Approx(22.2581617565).epsilon(0).margin(1e-9));
    CHECK(score.percentile == Approx(.95).epsilon(1e-15));
    CHECK_FALSE(score.mean_based);
    CHECK(mid_rank_percentile(21, all).value() == Approx(.95).epsilon(1e-15));
    const Series zeros{0, 0, 0, 0, 0, 0, 0, 1, 0, 4};
    const auto fallback = score_against_baseline(4, zeros).value();
    CHECK(fallback.mad == 0.0);
    CHECK(fallback.mean_based);
    CHECK(fallback.score == Approx(6.3830764880).epsilon(0).margin(1e-9));
}

TEST_CASE("a score against a baseline without the current value is not bounded", "[kernels][surprise]")
{
    Series values{3, 4, 4, 5, 6, 5, 4, 3, 5, 21};
    const Series before(values.begin(), values.end() - 1);
    CHECK(plain_z(21, values) == Approx(2.8015776286).epsilon(0).margin(1e-9));
    CHECK(plain_z(21, before) == Approx(16.6666666667).epsilon(0).margin(1e-9));
    CHECK(score_against_baseline(21, before).value().score == Approx(11.4663257533).epsilon(0).margin(1e-9));
    // With itself among ten values no value is more than 9/sqrt(10) = 2.846 away: "above 3" never fires.
    values.back() = 1e9;
    CHECK(plain_z(1e9, values) < 9.0 / std::sqrt(10.0) + 1e-9);
    CHECK(score_against_baseline(1e9, before).value().score > 1e8);
}

TEST_CASE("robust scores hold their properties", "[kernels][surprise]")
{
    REQUIRE(rc::check("shift and scale change nothing, order changes no bit, the sign mirrors", [] {
        Series baseline = *rc::gen::container<Series>(
            12, rc::gen::map(rc::gen::inRange(-50, 50), [](int x) { return static_cast<double>(x); }));
        baseline[0] = 60.0;
        baseline[1] = -60.0;
        const double value = *rc::gen::inRange(-100, 100);
        const auto score = score_against_baseline(value, baseline).value();
        Series other = baseline;
        std::ranges::reverse(other);
        RC_ASSERT(score_against_baseline(value, other).value().score == score.score);
        for (double& x : other) x = 4.0 * x + 64.0;
        RC_ASSERT(score_against_baseline(4.0 * value + 64.0, other).value().score == score.score);
        for (double& x : baseline) x = -x;
        const auto mirrored = score_against_baseline(-value, baseline).value();
        RC_ASSERT(mirrored.score == -score.score);
        RC_ASSERT(std::abs(mirrored.percentile + score.percentile - 1.0) < 1e-15);
    }));
}

TEST_CASE("baselines that give no score are errors", "[kernels][surprise]")
{
    CHECK(score_against_baseline(1, {}).error().code == Errc::no_data);
    CHECK(score_against_baseline(1, Series{1}).error().code == Errc::insufficient_points);
    CHECK(score_against_baseline(1, Series{2, 2, 2}).error().code == Errc::not_identified);
    CHECK(score_against_baseline(nan_value, Series{1, 2}).error().code == Errc::bad_value);
    CHECK(score_against_baseline(1, Series{1, inf}).error().code == Errc::bad_value);
    CHECK(score_against_baseline(1e300, Series{0, 5e-324}).error().code == Errc::bad_value);
    CHECK(mid_rank_percentile(1, {}).error().code == Errc::no_data);
    CHECK(mid_rank_percentile(1, Series{nan_value}).error().code == Errc::bad_value);
    CHECK(mid_rank_percentile(inf, Series{1}).error().code == Errc::bad_value);
}
