#include "indicators/kernels/change/standard_scores.hpp"

#include "indicators/kernels/numbers/scale.hpp"

#include "indicators/kernels/change/window_statistics.hpp"

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

const Series counts{3, 4, 4, 5, 6, 5, 4, 3, 5, 21};

double mean(const Series& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The naive score: the value stands in its own baseline.
double z_with_self(const Series& values) { return (values.back() - mean(values)) / standard_deviation(values).value(); }

Approx to(double value, double margin = 5e-11) { return Approx(value).epsilon(0).margin(margin); }

}  // namespace

TEST_CASE("scores of a count that jumps", "[kernels][change]")
{
    // Computed apart in Python. Median 4.5 and MAD .5 are those of all ten values.
    const auto score = robust_z(counts, 21).value();
    CHECK(score.median == 4.5);
    CHECK(score.z == to(22.2581617565));
    CHECK(score.kind == Scale::median_deviation);
    CHECK(score.scale == to(0.5 / 0.6744897501960817, 1e-15));
    CHECK(z_with_self(counts) == to(2.8015776286));
    CHECK(leave_one_out_z(counts, 9).value() == to(16.6666666667));
    CHECK(mid_rank_percentile(counts, 21).value() == to(.95, 1e-15));
}

TEST_CASE("the mean deviation serves where the median deviation is 0", "[kernels][change]")
{
    const Series rare{0, 0, 0, 0, 0, 0, 0, 1, 0, 4};
    const auto score = robust_z(rare, 4).value();
    CHECK(score.kind == Scale::mean_deviation);
    CHECK(score.z == to(6.3830764880));
    CHECK(robust_z(Series(9, 0.0), 4).error().code == Errc::not_identified);
    CHECK(robust_z(Series(9, 0.0), 0).error().code == Errc::not_identified);
}

TEST_CASE("a z-score with the value in its own baseline has a ceiling, without it has none", "[kernels][change]")
{
    // "z > 3" can never fire for ten values: the ceiling is 9/sqrt(10) = 2.846.
    Series values(10, 0.0);
    values[0] = 1e-3;
    values.back() = 1e9;
    CHECK(z_with_self(values) <= 9.0 / std::sqrt(10.0) + 1e-9);
    CHECK(leave_one_out_z(values, 9).value() > 1e9);
    REQUIRE(rc::check([] {
        auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-50, 50));
        raw.push_back(*rc::gen::inRange(-100000, 100000));
        const Series all(raw.begin(), raw.end());
        RC_PRE(all.size() >= 3U && std::ranges::min(all) < std::ranges::max(all));
        const auto n = static_cast<double>(all.size());
        RC_ASSERT(std::abs(z_with_self(all)) <= (n - 1.0) / std::sqrt(n) + 1e-9);
    }));
}

TEST_CASE("a lasting surge does not hide in its own baseline", "[kernels][change]")
{
    Series times(60);
    std::iota(times.begin(), times.end(), 0.0);
    Series values(60);
    for (std::size_t t = 0; t < values.size(); ++t) values[t] = static_cast<double>(t % 3) + (t >= 40 ? 9.0 : 0.0);
    const auto naive = surge(times, values, {.lookback = 30.0}).value();
    const auto held_out = surge(times, values, {.hold_out = 20.0, .lookback = 60.0}).value();
    CHECK(naive.score.z < 1.0);
    CHECK(held_out.score.z > 5.0);
    CHECK(naive.baseline == 30);
    CHECK(held_out.baseline == 39);
    CHECK(surge(times, values, {.hold_out = 58.5}).error().code == Errc::insufficient_points);
    CHECK(surge(times, values, {.hold_out = 20.0, .fewest = 40}).error().code == Errc::insufficient_points);
}

TEST_CASE("frozen goalposts do not rewrite the past, moving ones do", "[kernels][change]")
{
    const Series reference{10, 14, 12, 20};
    const auto ends = goalposts(reference).value();
    CHECK(ends == Interval{10, 20});
    const double before = goalpost_score(14, ends).value();
    CHECK(before == Approx(.4).epsilon(1e-15));
    Series longer = reference;
    longer.push_back(60);
    CHECK(goalpost_score(14, goalposts(longer).value()).value() == Approx(.08).epsilon(1e-14));
    CHECK(goalpost_score(60, ends).value() == 1.0);
    CHECK(goalpost_score(10, ends).value() == .01);
    CHECK(goalpost_score(3, ends, 0.0).value() == 0.0);
}

TEST_CASE("scores hold their properties", "[kernels][change]")
{
    REQUIRE(rc::check("shift, scale and order of the baseline do not matter; negation turns the sign", [] {
        const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12));
        RC_PRE(!raw.empty());
        const Series baseline(raw.begin(), raw.end());
        const double value = *rc::gen::inRange(-30, 30);
        const auto score = robust_z(baseline, value);
        Series moved = baseline;
        for (double& entry : moved) entry = -(entry * 8.0 + 64.0);
        std::ranges::reverse(moved);
        const auto other = robust_z(moved, -(value * 8.0 + 64.0));
        RC_ASSERT(score.has_value() == other.has_value());
        if (score) RC_ASSERT(score->z == -other->z);
        const double rank = mid_rank_percentile(baseline, value).value();
        RC_ASSERT(rank >= 0.0 && rank <= 1.0);
        RC_ASSERT(std::abs(rank + mid_rank_percentile(moved, -(value * 8 + 64)).value() - 1.0) < 1e-15);
    }));
}

TEST_CASE("illegal scores are errors", "[kernels][change]")
{
    CHECK(robust_z({}, 1).error().code == Errc::no_data);
    CHECK(robust_z(Series{1, inf}, 1).error().code == Errc::bad_value);
    CHECK(robust_z(counts, inf).error().code == Errc::bad_value);
    CHECK(robust_z(Series{0, 1e-300}, 1e308).error().code == Errc::bad_value);
    CHECK(robust_z(Series{0, 5e-324}, 1).error().code == Errc::not_identified);
    CHECK(robust_z(Series{-1.7e308, 1.7e308}, 0).error().code == Errc::bad_value);
    CHECK(robust_z(Series{-1e307, 1e307}, 0).value().z == 0.0);
    CHECK(z_score({}, 1).error().code == Errc::no_data);
    CHECK(z_score(Series{1}, 1).error().code == Errc::insufficient_points);
    CHECK(z_score(Series{1, 1}, 1).error().code == Errc::not_identified);
    CHECK(z_score(Series{1, 2}, inf).error().code == Errc::bad_value);
    CHECK(leave_one_out_z({}, 0).error().code == Errc::no_data);
    CHECK(leave_one_out_z(counts, 10).error().code == Errc::bad_value);
    CHECK(leave_one_out_z(Series{1, 2}, 0).error().code == Errc::insufficient_points);
    CHECK(mid_rank_percentile({}, 1).error().code == Errc::no_data);
    CHECK(mid_rank_percentile(counts, inf).error().code == Errc::bad_value);
    CHECK(surge({}, {}).error().code == Errc::no_data);
    CHECK(surge(Series{1, 2}, Series{1}).error().code == Errc::bad_value);
    CHECK(surge(Series{2, 1}, Series{1, 2}).error().code == Errc::bad_value);
    CHECK(surge(Series{1, 2, 2}, Series{1, 2, 3}).error().code == Errc::bad_value);
    CHECK(surge(Series{1, 2, 3}, Series{1, 2, 3}, {.hold_out = -1}).error().code == Errc::bad_value);
    CHECK(surge(Series{1, 2, 3}, Series{1, 2, 3}, {.hold_out = 2, .lookback = 1}).error().code == Errc::bad_value);
    CHECK(goalposts({}).error().code == Errc::no_data);
    CHECK(goalposts(Series{1, 1}).error().code == Errc::not_identified);
    CHECK(goalpost_score(1, {2, 2}).error().code == Errc::not_identified);
    CHECK(goalpost_score(1, {0, 2}, 1.0).error().code == Errc::bad_value);
}
