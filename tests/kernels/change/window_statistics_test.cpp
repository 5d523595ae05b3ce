#include "indicators/kernels/change/window_statistics.hpp"

#include "indicators/kernels/change/rolling.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

const Series ten{3, 1, 4, 1, 5, 9, 2, 6, 5, 3};

constexpr WindowStatistic every[] = {
    WindowStatistic::variance,        WindowStatistic::standard_deviation,
    WindowStatistic::ac1_pearson,     WindowStatistic::acf1,
    WindowStatistic::ar1_ols,         WindowStatistic::return_rate,
    WindowStatistic::skewness_moment, WindowStatistic::skewness_adjusted,
    WindowStatistic::kurtosis_moment, WindowStatistic::kurtosis_excess_adjusted,
    WindowStatistic::density_ratio,   WindowStatistic::coefficient_of_variation,
};

Series some_series(std::size_t fewest)
{
    const auto size = static_cast<std::size_t>(*rc::gen::inRange(static_cast<int>(fewest), 40));
    Series values(size);
    fill_normals(*rc::gen::arbitrary<std::uint64_t>(), 0, values);
    return values;
}

Approx near(double value) { return Approx(value).epsilon(1e-13); }

}  // namespace

TEST_CASE("statistics of ten values agree with pandas, scipy and numpy", "[kernels][change]")
{
    // Computed apart by pandas 1.5 (var, std, skew, kurt, autocorr), scipy.stats (skew, kurtosis) and numpy sums.
    CHECK(variance(ten).value() == near(6.1));
    CHECK(standard_deviation(ten).value() == near(std::sqrt(6.1)));
    CHECK(coefficient_of_variation(ten).value() == near(0.6332866171912035));
    CHECK(ac1_pearson(ten).value() == near(-0.14814814814814814));
    CHECK(ac_pearson(ten, 2).value() == near(-0.03373802147928707));
    CHECK(acf1(ten).value() == near(-0.14408014571948996));
    CHECK(acf(ten, 2).value() == near(-0.03132969034608379));
    CHECK(ar1_ols(ten).value() == near(-0.14623775189498983));
    CHECK(return_rate(ten).value() == near(1.14623775189498983));
    CHECK(skewness_adjusted(ten).value() == near(0.806457574727363));
    CHECK(skewness_moment(ten).value() == near(0.6800647393157097));
    CHECK(kurtosis_excess_adjusted(ten).value() == near(0.6739099832354327));
    CHECK(kurtosis_moment(ten).value() == near(2.8357470612240827));
}

TEST_CASE("the three lag-1 autocorrelations are different numbers", "[kernels][change]")
{
    CHECK(ac1_pearson(ten).value() != Approx(acf1(ten).value()).epsilon(1e-3));
    CHECK(acf1(ten).value() != Approx(ar1_ols(ten).value()).epsilon(1e-3));
}

TEST_CASE("spectral density ratio of an AR(1) process", "[kernels][change]")
{
    // By hand: ((1 + phi)/(1 - phi))^2 at frequency 0, 1 at 1/2.
    CHECK(ar1_density_ratio(0.5, 0.0).value() == near(9.0));
    CHECK(ar1_density_ratio(0.5, 0.5).value() == near(1.0));
    CHECK(ar1_density_ratio(0.0, 0.1).value() == near(1.0));
    CHECK(ar1_density_ratio(0.5, 0.25).value() == near(2.25 / 1.25));
    CHECK(ar1_density_ratio(1.0, 0.1).error().code == Errc::bad_value);
    CHECK(ar1_density_ratio(0.5, 0.6).error().code == Errc::bad_value);
    CHECK(ar1_density_ratio(nan_value, 0.1).error().code == Errc::bad_value);
}

TEST_CASE("a large common level does not eat the digits", "[kernels][change]")
{
    // E[x^2] - E[x]^2 in double gives 0 or 128 for these, whose variance is 1/4 n/(n-1).
    Series values(1000);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 1e9 + (i % 2 == 0 ? 0.5 : -0.5);
    CHECK(variance(values).value() == Approx(0.25 * 1000.0 / 999.0).epsilon(1e-12));
    CHECK(ac1_pearson(values).value() == Approx(-1.0).epsilon(1e-12));
    const auto all = rolling(values, 100, WindowStatistic::variance).value();
    for (const double value : all) CHECK(value == Approx(0.25 * 100.0 / 99.0).epsilon(1e-9));
}

TEST_CASE("statistics hold their properties", "[kernels][change]")
{
    REQUIRE(rc::check("powers of two as units, and ranges", [] {
        const auto values = some_series(5);
        auto scaled = values;
        for (double& value : scaled) value *= 0x1p-70;
        for (const auto statistic : every) {
            const double one = window_statistic(values, statistic).value();
            const double other = window_statistic(scaled, statistic).value();
            const int power = statistic == WindowStatistic::variance             ? -140
                              : statistic == WindowStatistic::standard_deviation ? -70
                                                                                 : 0;
            RC_ASSERT(std::scalbn(one, power) == other);
        }
        RC_ASSERT(std::abs(ac1_pearson(values).value()) <= 1.0 && std::abs(acf1(values).value()) <= 1.0);
        RC_ASSERT(kurtosis_moment(values).value() >= 1.0);
    }));
    REQUIRE(rc::check("moments do not depend on the order, autocorrelations not on the direction", [] {
        const auto values = some_series(5);
        auto reversed = values;
        std::ranges::reverse(reversed);
        for (const auto statistic : {WindowStatistic::variance, WindowStatistic::skewness_adjusted,
                                     WindowStatistic::kurtosis_moment, WindowStatistic::coefficient_of_variation}) {
            RC_ASSERT(window_statistic(values, statistic).value() == window_statistic(reversed, statistic).value());
        }
        RC_ASSERT(std::abs(ac1_pearson(values).value() - ac1_pearson(reversed).value()) < 1e-12);
    }));
}

TEST_CASE("extreme values", "[kernels][change]")
{
    const Series huge{1e300, -1e300, 1e300, 3e300, -2e300};
    CHECK(variance(huge).error().code == Errc::bad_value);
    CHECK(standard_deviation(huge).value() == Approx(1.949358868961793e300).epsilon(1e-13));
    CHECK(std::abs(ac1_pearson(huge).value()) <= 1.0);
    CHECK(kurtosis_excess_adjusted(huge).has_value());
    const Series tiny{5e-324, 0, 1e-323, 0, 5e-324};
    CHECK(variance(tiny).value() == 0.0);
    CHECK(std::isfinite(ac1_pearson(tiny).value()));
    CHECK(std::isfinite(skewness_adjusted(tiny).value()));
    CHECK(ac1_pearson(Series{-1.7e308, 1.7e308, -1.7e308, 1.7e308}).value() == Approx(-1.0));
}

TEST_CASE("flat, short and illegal windows are errors", "[kernels][change]")
{
    for (const auto statistic : every) {
        CAPTURE(static_cast<int>(statistic));
        CHECK(window_statistic({}, statistic).error().code == Errc::no_data);
        CHECK(window_statistic(Series{1}, statistic).error().code == Errc::insufficient_points);
        CHECK(window_statistic(Series{1, nan_value, 2, 3, 4}, statistic).error().code == Errc::bad_value);
        CHECK(window_statistic(Series{1, inf, 2, 3, 4}, statistic).error().code == Errc::bad_value);
        const auto flat = window_statistic(Series(7, 0.1), statistic);
        if (statistic == WindowStatistic::variance || statistic == WindowStatistic::standard_deviation ||
            statistic == WindowStatistic::coefficient_of_variation) {
            CHECK(flat.value() == 0.0);
        } else {
            CHECK(flat.error().code == Errc::not_identified);
        }
    }
    CHECK(skewness_adjusted(Series{1, 2}).error().code == Errc::insufficient_points);
    CHECK(kurtosis_excess_adjusted(Series{1, 2, 3}).error().code == Errc::insufficient_points);
    CHECK(ac1_pearson(Series{1, 2}).error().code == Errc::insufficient_points);
    CHECK(ac1_pearson(Series{1, 1, 1, 2}).error().code == Errc::not_identified);
    CHECK(ac_pearson(ten, 0).error().code == Errc::bad_value);
    CHECK(ac_pearson(ten, 9).error().code == Errc::insufficient_points);
    CHECK(ac_pearson(ten, 8).has_value());
    CHECK(acf(ten, 10).error().code == Errc::insufficient_points);
    CHECK(coefficient_of_variation(Series{-1, 1}).error().code == Errc::not_identified);
}
