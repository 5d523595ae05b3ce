#include "indicators/kernels/numbers/normal_draws.hpp"

#include "indicators/kernels/numbers/philox_lanes.hpp"
#include "indicators/kernels/numbers/tails.hpp"

#include <Random123/philox.h>
#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

using namespace entangled::kernels;

namespace {

/// Words 0 and 1 of the library's block, as the middle of one of 2^52 cells of (0, 1).
double library_uniform(std::uint64_t id, std::uint64_t counter)
{
    const auto low = [](std::uint64_t value) { return static_cast<std::uint32_t>(value); };
    const auto high = [](std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32U); };
    const auto words = r123::Philox4x32{}({{low(counter), high(counter), 1U, 0U}}, {{low(id), high(id)}});
    const std::uint64_t bits = (std::uint64_t{words[0]} << 32U) | words[1];
    return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

}  // namespace

TEST_CASE("the lanes give the numbers of the Random123 library", "[draws]")
{
    CHECK(rc::check("for any id and counter", [](std::uint64_t id, std::uint64_t first) {
        std::vector<double> a(5);
        std::vector<double> b(5);
        fill_uniform_pairs(id, first, a, b);
        for (std::size_t i = 0; i < a.size(); ++i) RC_ASSERT(a[i] == library_uniform(id, first + i));
    }));
}

TEST_CASE("a stretch of normals is the same in one call, in many, and number by number", "[draws]")
{
    CHECK(rc::check("for any split", [] {
        const auto id = *rc::gen::arbitrary<std::uint64_t>();
        const auto first = *rc::gen::inRange<std::uint64_t>(0, 1'000'000);
        const auto length = *rc::gen::inRange<std::size_t>(0, 700);
        const auto cut = *rc::gen::inRange<std::size_t>(0, length + 1);
        std::vector<double> whole(length);
        std::vector<double> parts(length);
        fill_normals(id, first, whole);
        fill_normals(id, first, std::span{parts}.first(cut));
        fill_normals(id, first + cut, std::span{parts}.subspan(cut));
        RC_ASSERT(whole == parts);
        if (length > 0) RC_ASSERT(normal(id, first + length / 2) == whole[length / 2]);
    }));
}

TEST_CASE("normals have the moments and the distribution of a standard normal", "[draws]")
{
    constexpr std::size_t n = 200'000;
    std::vector<double> draws(n);
    fill_normals(7, 0, draws);
    const double mean = std::accumulate(draws.begin(), draws.end(), 0.0) / n;
    double second = 0.0;
    double fourth = 0.0;
    double neighbour = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        second += draws[i] * draws[i] / n;
        fourth += std::pow(draws[i], 4) / n;
        if (i > 0) neighbour += draws[i] * draws[i - 1] / n;
    }
    // Four standard errors each: 1, sqrt 2, sqrt 96 and 1 over sqrt n.
    CHECK(std::abs(mean) < 4.0 / std::sqrt(n));
    CHECK(std::abs(second - 1.0) < 4.0 * std::sqrt(2.0 / n));
    CHECK(std::abs(fourth - 3.0) < 4.0 * std::sqrt(96.0 / n));
    CHECK(std::abs(neighbour) < 4.0 / std::sqrt(n));
    std::ranges::sort(draws);
    double distance = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        const double p = normal_cdf(draws[i]);
        distance = std::max({distance, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
    }
    CHECK(distance < 1.95 / std::sqrt(n));  // Kolmogorov's 0.1 % line
}

TEST_CASE("derived ids differ from each other and from their parent", "[draws]")
{
    std::set<std::uint64_t> ids;
    for (std::uint64_t id = 0; id < 30; ++id) {
        ids.insert(id);
        for (std::uint64_t part = 0; part < 30; ++part) ids.insert(derived_id(id, part));
    }
    CHECK(ids.size() == 930);
}
