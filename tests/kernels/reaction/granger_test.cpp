#include "indicators/kernels/reaction/granger.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"
#include "tests/kernels/reaction/series.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

using Series = std::vector<double>;

Series noise(std::uint64_t id, std::size_t n)
{
    Series values(n);
    fill_normals(id, 0, values);
    return values;
}

}  // namespace

TEST_CASE("the egg came first", "[kernels][granger]")
{
    // grangertest() of the R package lmtest on ChickEgg, order 3, 5 digits as published; more by statsmodels 0.13.
    const auto from_chicken = granger(chickens, eggs, 3).value();
    CHECK(from_chicken.f == Approx(.59162).epsilon(0).margin(5e-6));
    CHECK(from_chicken.f == Approx(0.5916153294546953).epsilon(1e-9));
    CHECK(from_chicken.p == Approx(0.623786200392404).epsilon(1e-9));
    CHECK(from_chicken.p_likelihood == Approx(0.568927196697762).epsilon(1e-9));
    CHECK(from_chicken.numerator == 3);
    CHECK(from_chicken.denominator == 44);
    CHECK(from_chicken.rows == 51);
    const auto from_egg = granger(eggs, chickens, 3).value();
    CHECK(from_egg.f == Approx(5.40498).epsilon(0).margin(5e-6));
    CHECK(from_egg.f == Approx(5.404984372335079).epsilon(1e-9));
    CHECK(from_egg.p == Approx(0.0029663974455762473).epsilon(1e-9));
    CHECK(from_egg.p_likelihood == Approx(0.0011338317398181842).epsilon(1e-9));
}

TEST_CASE("the week-late copy is found to follow", "[kernels][granger]")
{
    // statsmodels 0.13 grangercausalitytests.
    const auto us_by_cn = granger(cn_weeks, us_weeks, 1).value();
    CHECK(us_by_cn.f == Approx(21.8392152413).epsilon(1e-10));
    CHECK(us_by_cn.p == Approx(1.4622e-4).epsilon(0).margin(1e-8));
    CHECK(us_by_cn.p == Approx(0.0001462228422495564).epsilon(1e-9));
    CHECK(us_by_cn.denominator == 20);
    CHECK(us_by_cn.feedback == Approx(.7381017898).epsilon(1e-9));
    const auto cn_by_us = granger(us_weeks, cn_weeks, 1).value();
    CHECK(cn_by_us.f == Approx(1227.8704189650).epsilon(1e-11));
    CHECK(cn_by_us.p == Approx(1.9851401083889202e-19).epsilon(1e-8));
    CHECK(cn_by_us.p_likelihood == Approx(1.8380662640306903e-22).epsilon(1e-8));
    CHECK(cn_by_us.feedback == Approx(4.1334614390).epsilon(1e-10));
    const auto two = granger(cn_weeks, us_weeks, 2).value();
    CHECK(two.f == Approx(.1914791983).epsilon(1e-9));
    CHECK(two.p == Approx(0.8274932508532333).epsilon(1e-9));
    CHECK(two.denominator == 17);
    CHECK(granger(us_weeks, cn_weeks, 2).value().f == Approx(284.6194667589).epsilon(1e-11));
}

TEST_CASE("feedback is split into its three parts", "[kernels][granger]")
{
    // Formulas of Geweke (1982) with numpy.
    const auto feedback = linear_feedback(us_weeks, cn_weeks, 1).value();
    CHECK(feedback.x_to_y == Approx(4.1334614390).epsilon(1e-10));
    CHECK(feedback.y_to_x == Approx(.7381017898).epsilon(1e-9));
    CHECK(feedback.residual_correlation == Approx(.2265348987).epsilon(1e-9));
    CHECK(feedback.instantaneous == Approx(.0526816897).epsilon(1e-8));
    CHECK(feedback.total == Approx(4.9242449185).epsilon(1e-9));
    const auto swapped = linear_feedback(cn_weeks, us_weeks, 1).value();
    CHECK(swapped.x_to_y == feedback.y_to_x);
    CHECK(swapped.instantaneous == feedback.instantaneous);
}

TEST_CASE("the test holds its level and its properties", "[kernels][granger]")
{
    int rejected = 0;
    constexpr int rounds = 400;
    for (int round = 0; round < rounds; ++round) {
        const auto id = static_cast<std::uint64_t>(2 * round);
        rejected += granger(noise(id, 60), noise(id + 1, 60), 2).value().p < 0.05 ? 1 : 0;
    }
    CHECK(rejected >= 8);  // 20 expected, 4.4 the standard deviation
    CHECK(rejected <= 33);
    REQUIRE(rc::check("shift and scale of a series change nothing", [] {
        const auto id = *rc::gen::inRange<std::uint64_t>(0, 1000);
        Series x = noise(id, 30);
        Series y = noise(id + 5000, 30);
        for (std::size_t t = 1; t < 30; ++t) y[t] += 0.5 * x[t - 1];
        const auto test = granger(x, y, 2).value();
        RC_ASSERT(test.f >= 0.0 && test.p >= 0.0 && test.p <= 1.0 && test.feedback >= 0.0);
        for (double& value : x) value *= 1024.0;
        RC_ASSERT(granger(x, y, 2).value().f == test.f);
        for (double& value : x) value = 1e200 * (value - 7.0);
        for (double& value : y) value = -1e-200 * (value + 100.0);
        RC_ASSERT(std::abs(granger(x, y, 2).value().f - test.f) < 1e-7 * (1.0 + test.f));
    }));
}

TEST_CASE("series that cannot be tested are errors", "[kernels][granger]")
{
    constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();
    const Series x = noise(1, 20);
    const Series y = noise(2, 20);
    CHECK(granger({}, {}, 1).error().code == Errc::no_data);
    CHECK(granger(x, Series(19, 1.0), 1).error().code == Errc::bad_value);
    CHECK(granger(x, y, 0).error().code == Errc::bad_value);
    CHECK(granger(x, y, 6).has_value());
    CHECK(granger(x, y, 7).error().code == Errc::insufficient_points);
    CHECK(granger(Series(4, 1.0), Series(4, 1.0), 1).error().code == Errc::insufficient_points);
    CHECK(granger(Series(1, 1.0), Series(1, 1.0), 1).error().code == Errc::insufficient_points);
    CHECK(granger(x, y, std::numeric_limits<std::size_t>::max()).error().code == Errc::insufficient_points);
    CHECK(granger(Series(20, 3.3), y, 1).error().code == Errc::not_identified);
    CHECK(granger(x, Series(20, 3.3), 1).error().code == Errc::not_identified);
    CHECK(granger(x, x, 1).error().code == Errc::not_identified);
    CHECK(linear_feedback(x, x, 1).error().code == Errc::not_identified);
    // An exact copy a period later is fitted without residual: F would be a quotient of roundings.
    Series copy(20, 0.3);
    for (std::size_t t = 1; t < 20; ++t) copy[t] = x[t - 1];
    CHECK(granger(x, copy, 1).error().code == Errc::not_identified);
    Series bad = x;
    bad[3] = nan_value;
    CHECK(granger(bad, y, 1).error().code == Errc::bad_value);
    CHECK(granger(x, bad, 1).error().code == Errc::bad_value);
    bad[3] = std::numeric_limits<double>::infinity();
    CHECK(linear_feedback(bad, y, 1).error().code == Errc::bad_value);
    bad[3] = 1e300;
    CHECK(granger(bad, y, 1).has_value());
    const Series tiny(20, 5e-324);
    CHECK(granger(tiny, y, 1).error().code == Errc::not_identified);
}
