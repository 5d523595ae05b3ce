#include "indicators/kernels/numbers/draws.hpp"

#include <Random123/philox.h>
#include <rapidcheck.h>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>

using namespace entangled;
using namespace entangled::kernels;

TEST_CASE("the generator gives the known answers of Random123", "[kernels][draws]")
{
    // Random123, tests/kat_vectors, philox4x32 with 10 rounds.
    struct Case {
        std::array<std::uint32_t, 4> counter;
        std::array<std::uint32_t, 2> key;
        std::array<std::uint32_t, 4> words;
    };
    const auto c = GENERATE(values<Case>({
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    }));
    const r123::Philox4x32::ctr_type counter{{c.counter[0], c.counter[1], c.counter[2], c.counter[3]}};
    const auto words = r123::Philox4x32{}(counter, {{c.key[0], c.key[1]}});
    for (std::size_t i = 0; i < c.words.size(); ++i) CHECK(words[i] == c.words[i]);
}

TEST_CASE("a draw is the known answer read as 52 bits and a half", "[kernels][draws]")
{
    // From the all-zero known answer, in Python: ((0x6627e8d5e169c58d >> 12) + .5) * 2**-52.
    CHECK(uniform(0, 0) == 0.3990464708489646);
}

TEST_CASE("draws are inside the open interval and functions of their key", "[kernels][draws]")
{
    REQUIRE(rc::check([](std::uint64_t id, std::uint64_t draw) {
        const double u = uniform(id, draw);
        RC_ASSERT(u > 0.0 && u < 1.0);
        RC_ASSERT(1.0 - (1.0 - u) == u);
        RC_ASSERT(uniform(id, draw) == u);
        RC_ASSERT(uniform(id + 1, draw) != u);
        RC_ASSERT(uniform(id, draw + 1) != u);
        RC_ASSERT(uniform(id ^ (std::uint64_t{1} << 63U), draw) != u);
        RC_ASSERT(uniform(id, draw ^ (std::uint64_t{1} << 63U)) != u);
    }));
}

TEST_CASE("moments of 20,000 draws are those of the uniform distribution", "[kernels][draws]")
{
    // Five standard errors: 1/sqrt(12 n) for the mean, 1/sqrt(180 n) for the variance, 1/(12 sqrt n) for the product.
    constexpr int n = 20000;
    double sum = 0.0;
    double squares = 0.0;
    double products = 0.0;
    std::set<double> distinct;
    for (std::uint64_t draw = 0; draw < n; ++draw) {
        const double u = uniform(42, draw) - 0.5;
        sum += u;
        squares += u * u;
        products += u * (uniform(43, draw) - 0.5);
        distinct.insert(u);
    }
    CHECK(std::abs(sum / n) < 5.0 / std::sqrt(12.0 * n));
    CHECK(std::abs(squares / n - 1.0 / 12.0) < 5.0 / std::sqrt(180.0 * n));
    CHECK(std::abs(products / n) < 5.0 / (12.0 * std::sqrt(static_cast<double>(n))));
    CHECK(distinct.size() == n);
}

TEST_CASE("a draw from a range stays inside it", "[kernels][draws]")
{
    REQUIRE(rc::check([](std::uint64_t id, std::uint64_t draw) {
        const double lower = *rc::gen::inRange(-100, 100) / 3.0;
        const double upper = lower + *rc::gen::inRange(0, 100) / 3.0;
        const double value = uniform_in({lower, upper}, id, draw).value();
        RC_ASSERT(value >= lower && value <= upper);
        RC_ASSERT(std::abs(value - (lower + uniform(id, draw) * (upper - lower))) < 1e-13);
        RC_ASSERT(uniform_in({lower, lower}, id, draw).value() == lower);
        RC_ASSERT(std::isfinite(uniform_in({-1.7e308, 1.7e308}, id, draw).value()));
        RC_ASSERT(uniform_in({5e-324, 1e-323}, id, draw).value() > 0.0);
    }));
}

TEST_CASE("an illegal range is an error", "[kernels][draws]")
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
    for (const Interval range : {Interval{1.0, 0.0}, {0.0, inf}, {-inf, 0.0}, {nan_value, 0.0}, {0.0, nan_value}}) {
        CAPTURE(range.lower, range.upper);
        CHECK(uniform_in(range, 1, 1).error().code == Errc::bad_value);
    }
}
