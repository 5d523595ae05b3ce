#include "indicators/kernels/trend/kendall_null.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Sizes = std::vector<std::size_t>;

/// Independent of the recursion: every distinct order of the tied values, its inversions counted pair by pair.
std::map<std::size_t, double> by_enumeration(const Sizes& sizes)
{
    std::vector<std::size_t> order;
    for (std::size_t group = 0; group < sizes.size(); ++group) order.insert(order.end(), sizes[group], group);
    std::map<std::size_t, double> counts;
    double total = 0.0;
    do {
        std::size_t inversions = 0;
        for (std::size_t j = 1; j < order.size(); ++j) {
            for (std::size_t i = 0; i < j; ++i) inversions += order[i] > order[j] ? 1U : 0U;
        }
        counts[inversions] += 1.0;
        total += 1.0;
    } while (std::ranges::next_permutation(order).found);
    for (auto& [inversions, count] : counts) count /= total;
    return counts;
}

}  // namespace

TEST_CASE("untied inversions follow the Mahonian numbers", "[kernels][kendall_null]")
{
    // OEIS A008302, rows 4 and 5; Kendall (1938).
    struct Case {
        std::size_t points;
        std::vector<double> counts;
        double total;
    };
    const auto c = GENERATE(
        values<Case>({{1, {1}, 1}, {4, {1, 3, 5, 6, 5, 3, 1}, 24}, {5, {1, 4, 9, 15, 20, 22, 20, 15, 9, 4, 1}, 120}}));
    CAPTURE(c.points);
    const auto distribution = inversion_distribution(Sizes(c.points, 1)).value();
    REQUIRE(distribution.size() == c.counts.size());
    for (std::size_t k = 0; k < c.counts.size(); ++k) {
        CHECK(distribution[k] == Approx(c.counts[k] / c.total).epsilon(1e-14));
    }
}

TEST_CASE("upper tails agree with Kendall's table", "[kernels][kendall_null]")
{
    // Gilbert (1987), Statistical methods for environmental pollution monitoring, table A18, three decimals.
    struct Case {
        std::size_t points;
        std::size_t s;
        double tail;
    };
    const auto c =
        GENERATE(values<Case>({{4, 6, .042}, {8, 16, .031}, {10, 21, .036}, {10, 23, .023}, {10, 25, .014}}));
    CAPTURE(c.points, c.s);
    const auto distribution = inversion_distribution(Sizes(c.points, 1)).value();
    const auto last = (distribution.size() - 1 - c.s) / 2;
    const double tail = std::accumulate(distribution.begin(), distribution.begin() + static_cast<long>(last) + 1, 0.0);
    CHECK(tail == Approx(c.tail).epsilon(0).margin(5e-4));
}

TEST_CASE("the distribution equals enumeration with ties", "[kernels][kendall_null]")
{
    REQUIRE(rc::check([] {
        Sizes sizes;
        for (std::size_t left = *rc::gen::inRange<std::size_t>(1, 8); left > 0; left -= sizes.back()) {
            sizes.push_back(*rc::gen::inRange<std::size_t>(1, left + 1));
        }
        const auto expected = by_enumeration(sizes);
        const auto distribution = inversion_distribution(sizes).value();
        RC_ASSERT(distribution.size() == expected.rbegin()->first + 1);
        for (std::size_t k = 0; k < distribution.size(); ++k) {
            RC_ASSERT(std::abs(distribution[k] - (expected.contains(k) ? expected.at(k) : 0.0)) < 1e-15);
        }
    }));
}

TEST_CASE("the longest distributions keep sum, variance and far tail", "[kernels][kendall_null]")
{
    const auto sizes = GENERATE(values<Sizes>({Sizes(50, 1), Sizes(10, 5), Sizes{25, 25}, Sizes{1, 48, 1}}));
    const auto distribution = inversion_distribution(sizes).value();
    const auto pairs = static_cast<double>(distribution.size() - 1);
    double sum = 0.0;
    double variance = 0.0;
    for (std::size_t k = 0; k < distribution.size(); ++k) {
        const double s = pairs - 2.0 * static_cast<double>(k);
        sum += distribution[k];
        variance += distribution[k] * s * s;
    }
    // Kendall (1975): the tie-corrected variance of S. The first term is one order out of the multinomial number.
    double expected = 50.0 * 49.0 * 105.0;
    double log_orders = std::lgamma(51.0);
    for (const std::size_t size : sizes) {
        const auto t = static_cast<double>(size);
        expected -= t * (t - 1.0) * (2.0 * t + 5.0);
        log_orders -= std::lgamma(t + 1.0);
    }
    CHECK(sum == Approx(1.0).epsilon(1e-14));
    CHECK(variance == Approx(expected / 18.0).epsilon(1e-13));
    CHECK(std::log(distribution.front()) == Approx(-log_orders).epsilon(1e-13));
}

TEST_CASE("the order of groups does not change a bit", "[kernels][kendall_null]")
{
    CHECK(inversion_distribution(Sizes{1, 3, 2, 7, 1}).value() == inversion_distribution(Sizes{7, 1, 1, 2, 3}).value());
}

TEST_CASE("illegal groups are errors", "[kernels][kendall_null]")
{
    CHECK(inversion_distribution({}).error().code == Errc::no_data);
    const auto sizes = GENERATE(values<Sizes>({{0}, {3, 0}, {51}, Sizes(51, 1), {SIZE_MAX, 2}}));
    CHECK(inversion_distribution(sizes).error().code == Errc::bad_value);
}
