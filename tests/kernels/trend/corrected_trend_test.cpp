#include "indicators/kernels/trend/corrected_trend.hpp"

#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/trend/trend.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

const Series quarterly{3.1, 2.4, 2.9, 3.8, 4.4, 4.1, 3.2, 3.0, 3.9, 4.8, 5.2, 4.9,
                       4.0, 4.4, 4.1, 5.0, 5.9, 6.1, 5.4, 4.7, 5.1, 5.8, 6.6, 6.0};

Series ar1(std::uint64_t id, double phi, std::size_t size)
{
    Series values(size);
    fill_normals(id, 0, values);
    values[0] /= std::sqrt(1.0 - phi * phi);
    for (std::size_t t = 1; t < size; ++t) values[t] += phi * values[t - 1];
    return values;
}

struct Alarms {
    double plain{};
    double hamed_rao{};
    double yue_wang{};
    double prewhitened{};
    double trend_free{};
};

/// Shares of AR(1) series without a trend that are called one at 5 %.
Alarms false_alarms(double phi, std::size_t size, std::uint64_t rounds)
{
    Alarms alarms;
    const double one = 1.0 / static_cast<double>(rounds);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        const auto values = ar1(derived_id(17, round), phi, size);
        alarms.plain += mann_kendall(values).value().p_normal < 0.05 ? one : 0.0;
        alarms.hamed_rao += hamed_rao_test(values).value().p_two_sided < 0.05 ? one : 0.0;
        alarms.yue_wang += yue_wang_test(values).value().p_two_sided < 0.05 ? one : 0.0;
        alarms.prewhitened += prewhitened_test(values).value().p_two_sided < 0.05 ? one : 0.0;
        alarms.trend_free += trend_free_prewhitened_test(values).value().p_two_sided < 0.05 ? one : 0.0;
    }
    return alarms;
}

}  // namespace

// Computed apart by pyMannKendall 1.4.2 (Hussain and Mahmud 2019) on the same values.

TEST_CASE("the plain test of a quarterly series agrees with pyMannKendall", "[kernels][trend]")
{
    const auto plain = mann_kendall(quarterly).value();
    CHECK(plain.s == 184);
    CHECK(plain.variance == Approx(1623.3333333333333).epsilon(1e-14));
    CHECK(plain.z == Approx(4.5420011148512565).epsilon(1e-13));
    CHECK(plain.p_normal == Approx(5.572274641485464e-06).epsilon(1e-9));
}

TEST_CASE("Hamed and Rao's test agrees with pyMannKendall", "[kernels][trend]")
{
    SECTION("all lags")
    {
        const auto test = hamed_rao_test(quarterly).value();
        CHECK(test.s == 184);
        CHECK(test.variance == Approx(3967.1896109010713).epsilon(1e-12));
        CHECK(test.inflation == Approx(3967.1896109010713 / 1623.3333333333333).epsilon(1e-12));
        CHECK(test.z == Approx(2.9054246093456184).epsilon(1e-12));
        CHECK(test.p_two_sided == Approx(0.0036675519029636394).epsilon(1e-11));
        CHECK(test.tau == Approx(2.0 / 3.0).epsilon(1e-15));
        CHECK(test.slope == Approx(0.13603896103896104).epsilon(1e-13));
        CHECK(test.n == 24);
    }
    SECTION("three lags")
    {
        const auto test = hamed_rao_test(quarterly, {.max_lag = 3}).value();
        CHECK(test.variance == Approx(4402.970849802371).epsilon(1e-12));
        CHECK(test.z == Approx(2.75789790312607).epsilon(1e-12));
        CHECK(test.p_two_sided == Approx(0.005817436432811629).epsilon(1e-11));
    }
}

TEST_CASE("other corrections agree with pyMannKendall", "[kernels][trend]")
{
    SECTION("Yue and Wang, one lag")
    {
        const auto test = yue_wang_test(quarterly, 1).value();
        CHECK(test.variance == Approx(2873.9000928400683).epsilon(1e-12));
        CHECK(test.z == Approx(3.413620645980444).epsilon(1e-12));
        CHECK(test.p_two_sided == Approx(0.0006410576838951076).epsilon(1e-10));
    }
    SECTION("Yue and Wang, powers of the first correlation: the sum itself, in numpy")
    {
        const auto test = yue_wang_test(quarterly).value();
        CHECK(test.inflation == Approx(2.2504594429590004).epsilon(1e-12));
        CHECK(test.z == Approx(3.0276916364342745).epsilon(1e-12));
    }
    SECTION("prewhitening")
    {
        const auto test = prewhitened_test(quarterly).value();
        CHECK(test.s == 68);
        CHECK(test.variance == Approx(1432.6666666666667).epsilon(1e-14));
        CHECK(test.z == Approx(1.7701180249471795).epsilon(1e-12));
        CHECK(test.p_two_sided == Approx(0.07670748143154449).epsilon(1e-11));
        CHECK(test.tau == Approx(0.26877470355731226).epsilon(1e-13));
    }
    SECTION("trend-free prewhitening")
    {
        const auto test = trend_free_prewhitened_test(quarterly).value();
        CHECK(test.s == 173);
        CHECK(test.n == 23);
        CHECK(test.variance == Approx(1433.6666666666667).epsilon(1e-14));
        CHECK(test.z == Approx(4.542598498218782).epsilon(1e-12));
        CHECK(test.p_two_sided == Approx(5.556501958547955e-06).epsilon(1e-9));
        CHECK(test.slope == Approx(0.13603896103896104).epsilon(1e-13));
    }
}

TEST_CASE("correlations that leave no variance are said, not square-rooted", "[kernels][trend]")
{
    // pyMannKendall gives a variance of -1745.45 and z = NaN here.
    CHECK(yue_wang_test(quarterly, 4).error().code == Errc::not_identified);
    // The published sum of Hamed and Rao is negative for these too; its absolute value is what pyMannKendall takes.
    CHECK(hamed_rao_test(quarterly, {.signed_sum = true}).error().code == Errc::not_identified);
    const auto noise = ar1(3, 0.6, 60);
    CHECK(hamed_rao_test(noise, {.max_lag = 1}).value().variance ==
          hamed_rao_test(noise, {.max_lag = 1, .signed_sum = true}).value().variance);
}

TEST_CASE("autocorrelated noise raises few false alarms once it is allowed for", "[kernels][trend]")
{
    // Nominal 5 %. The same simulation with pyMannKendall and numpy, AR(1) of 0.5 and 40 values: plain .25, Hamed and
    // Rao .16, prewhitened .05, Yue and Wang .08, trend-free .29.
    const auto independent = false_alarms(0.0, 60, 300);
    CHECK(independent.plain == Approx(0.05).margin(0.03));
    CHECK(independent.yue_wang == Approx(0.05).margin(0.03));
    CHECK(independent.prewhitened == Approx(0.05).margin(0.03));
    CHECK(independent.hamed_rao == Approx(0.05).margin(0.05));
    const auto alarms = false_alarms(0.5, 60, 300);
    CHECK(alarms.plain > 0.18);
    CHECK(alarms.trend_free > 0.18);
    CHECK(alarms.prewhitened == Approx(0.05).margin(0.03));
    CHECK(alarms.yue_wang == Approx(0.05).margin(0.05));
    CHECK(alarms.hamed_rao < 0.16);
}

TEST_CASE("a strong trend in autocorrelated noise is still found", "[kernels][trend]")
{
    auto values = ar1(5, 0.5, 80);
    for (std::size_t t = 0; t < values.size(); ++t) values[t] += 0.1 * static_cast<double>(t);
    CHECK(hamed_rao_test(values).value().p_two_sided < 1e-3);
    CHECK(yue_wang_test(values).value().p_two_sided < 1e-3);
    CHECK(trend_free_prewhitened_test(values).value().p_two_sided < 1e-3);
}

TEST_CASE("corrected tests hold their properties", "[kernels][trend]")
{
    REQUIRE(rc::check("scaling by powers of two changes slope and nothing else", [] {
        const auto size = static_cast<std::size_t>(*rc::gen::inRange(8, 40));
        const auto values = ar1(*rc::gen::arbitrary<std::uint64_t>(), 0.6, size);
        auto scaled = values;
        for (double& value : scaled) value *= 0x1p60;
        for (const auto test : {+[](std::span<const double> x) { return yue_wang_test(x); },
                                +[](std::span<const double> x) { return hamed_rao_test(x); },
                                +[](std::span<const double> x) { return trend_free_prewhitened_test(x); },
                                +[](std::span<const double> x) { return prewhitened_test(x); }}) {
            const auto small = test(values);
            const auto large = test(scaled);
            RC_ASSERT(small.has_value() == large.has_value());
            if (!small) continue;
            RC_ASSERT(small->z == large->z && small->inflation == large->inflation);
            RC_ASSERT(small->slope * 0x1p60 == large->slope);
            RC_ASSERT(small->p_two_sided >= 0.0 && small->p_two_sided <= 1.0 && small->inflation > 0.0);
        }
    }));
}

TEST_CASE("illegal series for corrected tests are errors", "[kernels][trend]")
{
    const Series short_series{1, 2, 3};
    CHECK(hamed_rao_test({}).error().code == Errc::no_data);
    CHECK(hamed_rao_test(short_series).error().code == Errc::insufficient_points);
    CHECK(yue_wang_test(short_series).error().code == Errc::insufficient_points);
    CHECK(trend_free_prewhitened_test({}).error().code == Errc::no_data);
    CHECK(prewhitened_test({}).error().code == Errc::no_data);
    CHECK(hamed_rao_test(Series(6, 2.0)).error().code == Errc::not_identified);
    CHECK(yue_wang_test(Series{1, 2, 3, 4, 5}).error().code == Errc::not_identified);
    CHECK(yue_wang_test(Series{1, 2, 3, std::numeric_limits<double>::quiet_NaN()}).error().code == Errc::bad_value);
    CHECK(yue_wang_test(Series{-1e308, 1e308, -1e308, 1e308}).error().code == Errc::bad_value);
    CHECK(hamed_rao_test(quarterly, {.significance = 0.0}).error().code == Errc::bad_value);
    CHECK(hamed_rao_test(quarterly, {.significance = 1.0}).error().code == Errc::bad_value);
    CHECK(hamed_rao_test(quarterly, {.max_lag = 0}).error().code == Errc::bad_value);
    CHECK(yue_wang_test(quarterly, 0).error().code == Errc::bad_value);
    CHECK(yue_wang_test(quarterly, 13).error().code == Errc::bad_value);
}
