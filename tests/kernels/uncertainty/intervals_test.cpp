#include "indicators/kernels/uncertainty/intervals.hpp"

#include "indicators/kernels/numbers/draws.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Values = std::vector<double>;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

const Values scores{.1, .2, .3, .35, .4, .5, .6, .7, .75, .8, .9, 1.0, 1.1, 1.2, 1.3, 1.5, 1.8, 2.0, 2.5};

}  // namespace

TEST_CASE("split conformal quantiles, infinite when the scores are too few", "[kernels][uncertainty]")
{
    // Escalation study 6.4.
    CHECK(split_conformal(scores, .1).value().rank == 18);
    CHECK(split_conformal(scores, .1).value().value == 2.0);
    CHECK(split_conformal(scores, .2).value().rank == 16);
    CHECK(split_conformal(scores, .2).value().value == 1.5);
    CHECK(split_conformal(scores, .05).value().value == 2.5);
    CHECK(split_conformal(scores, .04).value().rank == 20);
    CHECK_FALSE(split_conformal(scores, .04).value().value);
    CHECK_FALSE(split_conformal(scores, 0).value().value);
    // (9 + 1)(1 - .3) is 7, and 7.000000000000001 in doubles on the naive way.
    CHECK(split_conformal(Values{1, 2, 3, 4, 5, 6, 7, 8, 9}, .3).value().rank == 7);
    CHECK(split_conformal(Values{5}, .5).value().value == 5.0);
    CHECK(split_conformal({}, .1).error().code == Errc::no_data);
    CHECK(split_conformal(Values{-1}, .1).error().code == Errc::bad_value);
    CHECK(split_conformal(Values{inf}, .1).error().code == Errc::bad_value);
    CHECK(split_conformal(scores, 1).error().code == Errc::bad_value);
    CHECK(split_conformal(scores, nan_value).error().code == Errc::bad_value);
}

TEST_CASE("a conformal interval covers as often as it promises", "[kernels][uncertainty]")
{
    int covered = 0;
    for (std::uint64_t trial = 0; trial < 2000; ++trial) {
        Values past(19);
        for (std::size_t i = 0; i < past.size(); ++i) past[i] = std::abs(uniform(trial, i) - .5);
        const double width = split_conformal(past, .2).value().value.value();
        covered += std::abs(uniform(trial, 99) - .5) <= width ? 1 : 0;
    }
    CHECK(covered / 2000.0 == Approx(.8).epsilon(0).margin(.03));
}

TEST_CASE("adaptive conformal levels", "[kernels][uncertainty]")
{
    // Escalation study 6.4: misses narrow the level, covers widen it.
    const std::vector<bool> missed{false, false, true, false, true, false, false, false};
    const Values expected{.105, .110, .065, .070, .025, .030, .035, .040};
    const auto levels = adaptive_conformal_levels(.1, .05, missed).value();
    REQUIRE(levels.size() == expected.size());
    for (std::size_t i = 0; i < levels.size(); ++i) CHECK(levels[i] == Approx(expected[i]).epsilon(1e-12));
    CHECK(adaptive_conformal_step(.01, .1, .5, true).value() == 0.0);
    CHECK_FALSE(split_conformal(scores, adaptive_conformal_step(.01, .1, .5, true).value()).value().value);
    CHECK(adaptive_conformal_step(1, .9, .5, false).value() == 1.0);
    CHECK(adaptive_conformal_levels(.1, .05, {}).value().empty());
    CHECK(adaptive_conformal_step(-.1, .1, .05, true).error().code == Errc::bad_value);
    CHECK(adaptive_conformal_step(.1, 0, .05, true).error().code == Errc::bad_value);
    CHECK(adaptive_conformal_step(.1, .1, 0, true).error().code == Errc::bad_value);
    CHECK(adaptive_conformal_step(.1, .1, inf, true).error().code == Errc::bad_value);
    CHECK(adaptive_conformal_levels(nan_value, .1, missed).error().code == Errc::bad_value);
}

TEST_CASE("percentile intervals", "[kernels][uncertainty]")
{
    CHECK(percentile_interval(Values{5, 4, 3, 2, 1, 0, 6, 7, 8, 9, 10}, .8).value() == Interval{1, 9});
    CHECK(percentile_interval(Values{3}, .9).value() == Interval{3, 3});
    CHECK(percentile_interval({}, .9).error().code == Errc::no_data);
    CHECK(percentile_interval(Values{1, nan_value}, .9).error().code == Errc::bad_value);
    CHECK(percentile_interval(Values{1}, 1).error().code == Errc::bad_value);
    CHECK(percentile_interval(Values{1}, nan_value).error().code == Errc::bad_value);
}

TEST_CASE("weighted quantiles follow the weight", "[kernels][uncertainty]")
{
    CHECK(weighted_quantile(Values{10, 30, 20}, Values{1, 2, 1}, .5).value() == 20);
    CHECK(weighted_quantile(Values{10, 30, 20}, Values{1, 2, 1}, .51).value() == 30);
    CHECK(weighted_quantile(Values{10, 30, 20}, Values{0, 2, 1}, 0).value() == 20);
    CHECK(weighted_quantile(Values{10, 30, 20}, Values{1, 2, 0}, 1).value() == 30);
    CHECK(weighted_interval(Values{1, 2, 3, 4}, Values{1, 4, 4, 1}, .8).value() == Interval{1, 3});
    CHECK(weighted_quantile({}, {}, .5).error().code == Errc::no_data);
    CHECK(weighted_quantile(Values{1}, Values{0}, .5).error().code == Errc::no_data);
    CHECK(weighted_quantile(Values{1}, Values{-1}, .5).error().code == Errc::bad_value);
    CHECK(weighted_quantile(Values{1, 2}, Values{1}, .5).error().code == Errc::bad_value);
    CHECK(weighted_quantile(Values{1}, Values{1}, 1.5).error().code == Errc::bad_value);
    CHECK(weighted_quantile(Values{1, 2}, Values{1e308, 1e308}, .5).error().code == Errc::bad_value);
    CHECK(weighted_interval(Values{1}, Values{1}, 0).error().code == Errc::bad_value);
    CHECK(rc::check("whole weights count copies", [] {
        const auto raw = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 9)));
        Values values;
        Values weights;
        Values copies;
        for (const int value : raw) {
            const int count = *rc::gen::inRange(1, 4);
            values.push_back(value);
            weights.push_back(count);
            copies.insert(copies.end(), static_cast<std::size_t>(count), value);
        }
        const double share = *rc::gen::inRange(0, 101) / 100.0;
        RC_ASSERT(weighted_quantile(values, weights, share).value() ==
                  weighted_quantile(copies, Values(copies.size(), 1), share).value());
    }));
}
