#include "indicators/kernels/trend/trend.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

Series some_series(int shortest, int longest)
{
    const auto size = static_cast<std::size_t>(*rc::gen::inRange(shortest, longest + 1));
    // Six levels, so that ties are the rule.
    const auto raw = *rc::gen::container<std::vector<int>>(size, rc::gen::inRange(0, 6));
    return {raw.begin(), raw.end()};
}

/// Share of the distinct orders of `values` with |S'| >= |s|, counted one by one.
double p_by_enumeration(Series values, std::int64_t s)
{
    std::ranges::sort(values);
    double hits = 0.0;
    double total = 0.0;
    do {
        const auto other = mann_kendall(values).value().s;
        hits += std::abs(other) >= std::abs(s) ? 1.0 : 0.0;
        total += 1.0;
    } while (std::ranges::next_permutation(values).found);
    return hits / total;
}

}  // namespace

TEST_CASE("the trend test agrees with World Mining Data series 2018-2022", "[kernels][trend]")
{
    // dependence.md 9.1: normal p by pyMannKendall's formulas; exact p of the first by 2/5!.
    struct Case {
        std::string what;
        Series values;
        std::int64_t s;
        double z;
        double p_normal;
    };
    const auto c = GENERATE(values<Case>({
        {"gallium, China", {.944272, .951872, .953947, .974478, .983766}, 10, 2.2045, .0275},
        {"rare earths, China", {.658642, .649079, .610922, .624528, .707459}, 0, 0.0, 1.0},
        {"rare earths, US", {.076842, .135815, .168017, .157667, .143173}, 4, .7348, .4624},
    }));
    CAPTURE(c.what);
    const auto test = mann_kendall(c.values).value();
    CHECK(test.s == c.s);
    CHECK(test.z == Approx(c.z).epsilon(0).margin(5e-5));
    CHECK(test.p_normal == Approx(c.p_normal).epsilon(0).margin(5e-5));
    CHECK(test.tau == static_cast<double>(c.s) / 10.0);
    CHECK(test.exact);
}

TEST_CASE("exact p of short series", "[kernels][trend]")
{
    struct Case {
        std::string what;
        Series values;
        double p;
        double margin;
    };
    // Counted over all permutations; the three shares also in the sanity anchors of the data set: .27, .13, .30.
    const auto c = GENERATE(values<Case>({
        {"five rising points: 2/120", {1, 2, 3, 4, 5}, 2.0 / 120.0, 1e-15},
        {"five falling points", {5, 4, 3, 2, 1}, 2.0 / 120.0, 1e-15},
        {"China, rare-earth mining 2020-2025", {.572, .578, .707, .678, .703, .694}, .2722222222222222, 1e-14},
        {"US, net import reliance, one tie", {.95, .95, .9, .53, .67}, .1333333333333333, 1e-14},
        {"US, upper ends, three tied", {1, 1, 1, .53, .67}, .3, 1e-14},
        {"no concordance", {.658642, .649079, .610922, .624528, .707459}, 1.0, 0.0},
        {"two points", {1, 2}, 1.0, 0.0},
        {"all equal", {3, 3, 3, 3}, 1.0, 0.0},
    }));
    CAPTURE(c.what);
    CHECK(mann_kendall(c.values).value().p_two_sided == Approx(c.p).epsilon(0).margin(c.margin));
}

TEST_CASE("arange(360) is the strongest trend", "[kernels][trend]")
{
    // pyMannKendall tests @ec2e3ab: S 64620, tau 1.
    Series series(360);
    std::iota(series.begin(), series.end(), 0.0);
    const auto test = mann_kendall(series).value();
    CHECK(test.s == 64620);
    CHECK(test.tau == 1.0);
    CHECK_FALSE(test.exact);
    CHECK(test.p_two_sided == test.p_normal);
}

TEST_CASE("exact and normal p meet at the limit", "[kernels][trend]")
{
    Series series(51);
    for (std::size_t i = 0; i < series.size(); ++i)
        series[i] = static_cast<double>((i * 37) % 51) + 0.4 * static_cast<double>(i);
    CHECK_FALSE(mann_kendall(series).value().exact);
    series.pop_back();
    const auto test = mann_kendall(series).value();
    CHECK(test.exact);
    CHECK(test.p_two_sided == Approx(test.p_normal).epsilon(0).margin(4e-3));
}

TEST_CASE("exact p equals enumeration with ties", "[kernels][trend]")
{
    REQUIRE(rc::check([] {
        const auto series = some_series(2, 7);
        const auto test = mann_kendall(series).value();
        RC_ASSERT(std::abs(test.p_two_sided - p_by_enumeration(series, test.s)) < 1e-14);
    }));
}

TEST_CASE("Mann-Kendall holds its properties exactly", "[kernels][trend]")
{
    REQUIRE(rc::check("negation and reversal turn the sign and nothing else", [] {
        const auto series = some_series(2, 60);
        const auto test = mann_kendall(series).value();
        auto other = series;
        if (*rc::gen::arbitrary<bool>()) {
            for (double& value : other) value = -value;
        } else {
            std::ranges::reverse(other);
        }
        const auto mirror = mann_kendall(other).value();
        RC_ASSERT(mirror.s == -test.s && mirror.z == -test.z && mirror.tau == -test.tau);
        RC_ASSERT(mirror.variance == test.variance);
        RC_ASSERT(mirror.p_two_sided == test.p_two_sided && mirror.p_normal == test.p_normal);
    }));
    REQUIRE(rc::check("only ranks count, and all results are finite and in range", [] {
        const auto series = some_series(2, 60);
        auto other = series;
        for (double& value : other) value = std::exp(value) * 1e297;
        const auto test = mann_kendall(series).value();
        const auto stretched = mann_kendall(other).value();
        RC_ASSERT(stretched.s == test.s && stretched.p_two_sided == test.p_two_sided);
        RC_ASSERT(std::isfinite(test.z) && std::abs(test.tau) <= 1.0);
        RC_ASSERT(test.p_two_sided > 0.0 && test.p_two_sided <= 1.0);
    }));
}

TEST_CASE("extreme values are compared, not subtracted", "[kernels][trend]")
{
    CHECK(mann_kendall(Series{-1.7e308, 5e-324, 1e-323, 1.7e308}).value().s == 6);
    CHECK(mann_kendall(Series{-0.0, 0.0}).value().s == 0);
    const auto flat = mann_kendall(Series(4, 1.0)).value();
    CHECK(flat.variance == 0.0);
    CHECK(flat.z == 0.0);
    CHECK(flat.p_normal == 1.0);
}

TEST_CASE("illegal series are errors", "[kernels][trend]")
{
    CHECK(mann_kendall({}).error().code == Errc::no_data);
    CHECK(mann_kendall(Series{1}).error().code == Errc::insufficient_points);
    CHECK(mann_kendall(Series{1, std::numeric_limits<double>::quiet_NaN()}).error().code == Errc::bad_value);
    CHECK(mann_kendall(Series{1, std::numeric_limits<double>::infinity()}).error().code == Errc::bad_value);
}
