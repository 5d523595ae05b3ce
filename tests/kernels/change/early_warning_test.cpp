#include "indicators/kernels/change/early_warning.hpp"

#include "indicators/kernels/change/autoregression.hpp"
#include "indicators/kernels/change/kendall_tau.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Series = std::vector<double>;

constexpr auto variance_and_ac1 = {WindowStatistic::variance, WindowStatistic::ac1_pearson};

Series ar1(std::uint64_t id, std::size_t size, double first, double last)
{
    Series values(size);
    fill_normals(id, 0, values);
    for (std::size_t t = 1; t < size; ++t) {
        const double phi = first + (last - first) * static_cast<double>(t) / static_cast<double>(size);
        values[t] += phi * values[t - 1];
    }
    return values;
}

SurrogatePlan plan_of(std::size_t window, std::size_t surrogates, std::uint64_t id)
{
    SurrogatePlan plan;
    plan.window = window;
    plan.statistics = variance_and_ac1;
    plan.surrogates = surrogates;
    plan.id = id;
    return plan;
}

}  // namespace

TEST_CASE("two threads give the bytes of one", "[kernels][change]")
{
    const auto values = ar1(5, 200, 0.2, 0.8);
    auto plan = plan_of(60, 130, 9);
    const auto one = early_warning(values, plan).value();
    plan.threads = 2;
    const auto two = early_warning(values, plan).value();
    plan.threads = 7;
    const auto seven = early_warning(values, plan).value();
    for (std::size_t k = 0; k < one.trends.size(); ++k) {
        CHECK(one.trends[k].p == two.trends[k].p);
        CHECK(one.trends[k].null_sd == two.trends[k].null_sd);
        CHECK(one.trends[k].null_95 == two.trends[k].null_95);
        CHECK(one.trends[k].null_sd == seven.trends[k].null_sd);
    }
    plan.id = 10;
    CHECK(early_warning(values, plan).value().trends[0].null_sd != one.trends[0].null_sd);
}

TEST_CASE("a statistic is tested beside the same surrogates in any company", "[kernels][change]")
{
    const auto values = ar1(5, 120, 0.2, 0.8);
    auto plan = plan_of(60, 50, 9);
    const auto pair = early_warning(values, plan).value();
    plan.statistics = {WindowStatistic::ac1_pearson};
    const auto alone = early_warning(values, plan).value();
    CHECK(alone.trends[0].null_sd == pair.trends[1].null_sd);
    plan.statistics = {WindowStatistic::standard_deviation, WindowStatistic::skewness_moment};
    const auto others = early_warning(values, plan).value();
    // The order of standard deviations is that of variances.
    CHECK(others.trends[0].tau == pair.trends[0].tau);
    CHECK(others.trends[0].p == pair.trends[0].p);
}

TEST_CASE("the trend is Kendall's tau of the rolling numbers", "[kernels][change]")
{
    REQUIRE(rc::check([] {
        const auto values = ar1(*rc::gen::arbitrary<std::uint64_t>(), 40, 0.1, 0.9);
        for (const auto statistic : variance_and_ac1) {
            const auto numbers = rolling(values, 15, statistic).value();
            RC_ASSERT(rolling_trend(values, 15, statistic).value() == kendall_tau_in_time(numbers).value().tau_b);
        }
    }));
}

TEST_CASE("the naive p-value of a rolling trend is far too small, the surrogate one is level", "[kernels][change]")
{
    // Windows overlap: in 60 series without any trend Kendall's own p-value calls most a trend.
    int naive = 0;
    int surrogate = 0;
    for (std::uint64_t round = 0; round < 60; ++round) {
        const auto values = ar1(derived_id(31, round), 100, 0.6, 0.6);
        naive +=
            kendall_tau_in_time(rolling(values, 50, WindowStatistic::ac1_pearson).value()).value().p_asymptotic < .05;
        surrogate += early_warning(values, plan_of(50, 99, round)).value().trends[1].p < .05;
    }
    CHECK(naive > 40);
    CHECK(surrogate < 10);
}

TEST_CASE("slowing down in a long series is found", "[kernels][change]")
{
    const auto warning = early_warning(ar1(3, 3000, 0.2, 0.95), plan_of(750, 199, 1)).value();
    CHECK(warning.trends[0].p == 1.0 / 200.0);
    CHECK(warning.trends[1].p == 1.0 / 200.0);
    CHECK(warning.trends[1].tau > 0.8);
}

TEST_CASE("the scale of the series does not change a byte of the test", "[kernels][change]")
{
    auto values = ar1(5, 120, 0.2, 0.8);
    const auto plain = early_warning(values, plan_of(60, 30, 9)).value();
    for (double& value : values) value *= 0x1p400;
    const auto large = early_warning(values, plan_of(60, 30, 9)).value();
    CHECK(plain.phi == large.phi);
    CHECK(plain.trends[0].null_sd == large.trends[0].null_sd);
    CHECK(plain.trends[1].p == large.trends[1].p);
}

TEST_CASE("fits and residuals of an autoregression", "[kernels][change]")
{
    const auto values = ar1(5, 4000, 0.7, 0.7);
    const auto fit = fit_ar1(values).value();
    CHECK(fit.phi == Approx(0.7).margin(0.04));
    CHECK(fit.sigma == Approx(1.0).margin(0.04));
    const auto shocks = ar1_residuals(values, fit).value();
    CHECK(shocks.size() == 3999);
    CHECK(fit_ar1({}).error().code == Errc::no_data);
    CHECK(fit_ar1(Series{1, 2, 3}).error().code == Errc::insufficient_points);
    CHECK(fit_ar1(Series(5, 2.0)).error().code == Errc::not_identified);
    CHECK(ar1_residuals(Series{1}, fit).error().code == Errc::bad_value);
    CHECK(conditional_heteroskedasticity({}).error().code == Errc::no_data);
    CHECK(conditional_heteroskedasticity(Series{1, 2, 3, 4}).error().code == Errc::insufficient_points);
    CHECK(conditional_heteroskedasticity(Series(9, 1.0)).error().code == Errc::not_identified);
    CHECK(conditional_heteroskedasticity(values, 1.0).error().code == Errc::bad_value);
}

TEST_CASE("conditional heteroskedasticity finds shocks that come in bursts", "[kernels][change]")
{
    Series values(800);
    fill_normals(6, 0, values);
    CHECK_FALSE(conditional_heteroskedasticity(values, 0.01).value().significant);
    for (std::size_t t = 0; t < values.size(); ++t) values[t] *= (t / 50) % 2 == 0 ? 1.0 : 4.0;
    const auto test = conditional_heteroskedasticity(values, 0.01).value();
    CHECK(test.significant);
    CHECK(test.p < 0.01);
}

TEST_CASE("illegal plans are errors", "[kernels][change]")
{
    const auto values = ar1(5, 60, 0.2, 0.8);
    CHECK(early_warning({}, plan_of(30, 9, 1)).error().code == Errc::no_data);
    CHECK(early_warning(values, plan_of(0, 9, 1)).error().code == Errc::bad_value);
    CHECK(early_warning(values, plan_of(61, 9, 1)).error().code == Errc::insufficient_points);
    CHECK(early_warning(values, plan_of(60, 9, 1)).error().code == Errc::insufficient_points);
    CHECK(early_warning(values, plan_of(30, 0, 1)).error().code == Errc::bad_value);
    auto empty = plan_of(30, 9, 1);
    empty.statistics.clear();
    CHECK(early_warning(values, empty).error().code == Errc::bad_value);
    Series growing(40);
    for (std::size_t t = 0; t < growing.size(); ++t) growing[t] = std::exp2(static_cast<double>(t)) + std::sin(t);
    CHECK(early_warning(growing, plan_of(20, 9, 1)).error().code == Errc::not_identified);
    CHECK(rolling_trend(Series(9, 1.0), 3, WindowStatistic::variance).error().code == Errc::not_identified);
    CHECK(early_warning(values, plan_of(30, 1, 1)).value().trends[0].null_sd == 0.0);
    TrendGridPlan grid;
    CHECK(trend_grid(values, grid).error().code == Errc::no_data);
    grid.bandwidths = {0.2};
    grid.windows = {1.0};
    CHECK(trend_grid(values, grid).error().code == Errc::bad_value);
    grid.windows = {0.5};
    CHECK(trend_grid({}, grid).error().code == Errc::no_data);
    grid.bandwidths = {2.0};
    CHECK(trend_grid(values, grid).error().code == Errc::bad_value);
}
