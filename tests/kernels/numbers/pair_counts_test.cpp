#include "indicators/kernels/numbers/pair_counts.hpp"

#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

PairCounts by_comparison(const Series& values)
{
    PairCounts counts;
    for (std::size_t j = 1; j < values.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) {
            counts.rising += values[i] < values[j] ? 1 : 0;
            counts.falling += values[i] > values[j] ? 1 : 0;
            counts.tied += values[i] == values[j] ? 1 : 0;
        }
    }
    return counts;
}

void check_equal(const PairCounts& left, const PairCounts& right)
{
    CHECK(left.rising == right.rising);
    CHECK(left.falling == right.falling);
    CHECK(left.tied == right.tied);
}

}  // namespace

TEST_CASE("pairs are counted as by comparing each of them", "[kernels][pairs]")
{
    REQUIRE(rc::check("tied values", [] {
        const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-6, 6));
        const Series values(raw.begin(), raw.end());
        const auto fast = count_pairs(values).value();
        const auto naive = by_comparison(values);
        RC_ASSERT(fast.rising == naive.rising && fast.falling == naive.falling && fast.tied == naive.tied);
    }));
    REQUIRE(rc::check("values of every size", [] {
        const auto powers = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-1070, 1020));
        Series values;
        for (const int power : powers) values.push_back(std::scalbn(power % 2 == 0 ? 1.25 : -1.5, power));
        const auto fast = count_pairs(values).value();
        const auto naive = by_comparison(values);
        RC_ASSERT(fast.rising == naive.rising && fast.falling == naive.falling && fast.tied == naive.tied);
    }));
}

TEST_CASE("long series of every shape agree with comparison", "[kernels][pairs]")
{
    Series values(2500);
    fill_normals(7, 0, values);
    SECTION("random") {}
    SECTION("random walk")
    {
        for (std::size_t i = 1; i < values.size(); ++i) values[i] += values[i - 1];
    }
    SECTION("rounded, so that many are equal")
    {
        for (double& value : values) value = std::round(value * 20.0);
    }
    SECTION("one value far from all others, which share a cell then") { values[1200] = 1e12; }
    SECTION("ascending") { std::ranges::sort(values); }
    SECTION("descending") { std::ranges::sort(values, std::greater<>{}); }
    check_equal(count_pairs(values).value(), by_comparison(values));
}

TEST_CASE("beyond the room of the counters the count is by merging and agrees", "[kernels][pairs]")
{
    for (const std::size_t size : {std::size_t{16383}, std::size_t{16384}, std::size_t{16385}}) {
        CAPTURE(size);
        Series values(size);
        for (std::size_t i = 0; i < size; ++i) values[i] = std::floor(uniform(3, i) * 4000.0);
        const auto naive = by_comparison(values);
        check_equal(count_pairs(values).value(), naive);
    }
}

TEST_CASE("one counter serves series of different lengths", "[kernels][pairs]")
{
    PairCounter counter;
    check_equal(counter.count(Series{1, 2, 3, 2}), {4, 1, 1});
    check_equal(counter.count(Series{3, 1}), {0, 1, 0});
    check_equal(counter.count(Series{}), {});
    check_equal(counter.count(Series{5, 4, 3, 2, 1, 0}), {0, 15, 0});
}

TEST_CASE("extreme and illegal values", "[kernels][pairs]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    check_equal(count_pairs(Series{-0.0, 0.0}).value(), {0, 0, 1});
    check_equal(count_pairs(Series{-1.7e308, 1.7e308, 5e-324, 0.0}).value(), {3, 3, 0});
    check_equal(count_pairs(Series{5e-324, 1e-323, 5e-324}).value(), {1, 1, 1});
    check_equal(count_pairs(Series(500, 1e300)).value(), {0, 0, 124750});
    check_equal(count_pairs({}).value(), {});
    check_equal(count_pairs(Series{1}).value(), {});
    CHECK(count_pairs(Series{1, inf}).error().code == Errc::bad_value);
    CHECK(count_pairs(Series{1, std::numeric_limits<double>::quiet_NaN()}).error().code == Errc::bad_value);
}
