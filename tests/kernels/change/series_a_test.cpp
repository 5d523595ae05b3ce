#include "indicators/kernels/change/autoregression.hpp"
#include "indicators/kernels/change/detrending.hpp"
#include "indicators/kernels/change/early_warning.hpp"
#include "indicators/kernels/change/rolling.hpp"
#include "indicators/kernels/change/window_statistics.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

// Values made by running ewstools 2.1.2 (Bury 2023) and, in base R, the formulas of earlywarnings 1.1.29 (Dakos et al.
// 2012) on ews_series_a.csv: 120 points, AR coefficient rising from .10 to .95 about a convex trend. Windows of 60
// points that end at the 60th, 91st and 120th.

namespace {

using Series = std::vector<double>;

constexpr std::size_t window = 60;

Series series_a()
{
    std::ifstream file{std::string{ENTANGLED_TESTS_DIR} + "/kernels/change/ews_series_a.csv"};
    Series values;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) values.push_back(std::stod(line.substr(line.find(',') + 1)));
    REQUIRE(values.size() == 120);
    return values;
}

Approx to(double value, double margin = 5e-11) { return Approx(value).epsilon(0).margin(margin); }

struct Expected {
    double first;
    double middle;
    double last;
    double tau;
};

void check(const Series& values, WindowStatistic statistic, const Expected& expected)
{
    const auto numbers = rolling(values, window, statistic).value();
    REQUIRE(numbers.size() == 61);
    CHECK(numbers[0] == to(expected.first));
    CHECK(numbers[31] == to(expected.middle));
    CHECK(numbers[60] == to(expected.last));
    CHECK(rolling_trend(values, window, statistic).value() == to(expected.tau));
}

}  // namespace

TEST_CASE("indicators without detrending agree with ewstools", "[kernels][change]")
{
    const auto values = series_a();
    check(values, WindowStatistic::variance, {1.2863262404, 1.26245978531, 1.76332702373, .468852459016});
    check(values, WindowStatistic::ac1_pearson, {.435572219696, .475036931393, .68145677208, .596721311475});
    check(values, WindowStatistic::skewness_adjusted, {-.244508837184, -.0892533500563, .386130975242, .416393442623});
    check(values, WindowStatistic::kurtosis_excess_adjusted,
          {.929934574664, -.242044237074, -.705300945838, -.0666666666667});
    const auto ac2 = rolling_autocorrelation(values, window, 2).value();
    CHECK(ac2[0] == to(.0664615866));
    CHECK(ac2[31] == to(.173634601294));
    CHECK(ac2[60] == to(.503425701821));
}

TEST_CASE("the second autocorrelation rises too", "[kernels][change]")
{
    const auto ac2 = rolling_autocorrelation(series_a(), window, 2).value();
    double s = 0.0;
    for (std::size_t j = 1; j < ac2.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) s += ac2[j] > ac2[i] ? 1.0 : -1.0;
    }
    CHECK(s / (61.0 * 60.0 / 2.0) == to(.677595628415));
}

TEST_CASE("indicators after Gaussian detrending agree with ewstools", "[kernels][change]")
{
    const auto parts = detrend(series_a(), Detrending::gaussian_reflected, .2).value();
    CHECK(parts.trend[0] == to(9.800991770704, 5e-13));
    CHECK(parts.trend[1] == to(9.806153374577, 5e-13));
    CHECK(parts.trend[60] == to(10.962100253977, 5e-13));
    CHECK(parts.trend[119] == to(13.491341518659, 5e-13));
    check(parts.residual, WindowStatistic::variance, {1.20534748239, .95345591525, 1.03351500007, .0273224043716});
    check(parts.residual, WindowStatistic::ac1_pearson, {.401236372059, .315234970027, .470577480536, .312568306011});
    CHECK(rolling_trend(parts.residual, window, WindowStatistic::skewness_adjusted).value() == to(.320218579235));
}

TEST_CASE("indicators after lowess agree with ewstools", "[kernels][change]")
{
    const auto parts = detrend(series_a(), Detrending::lowess, .2).value();
    CHECK(parts.trend[0] == to(9.762019470463, 5e-13));
    CHECK(rolling(parts.residual, window, WindowStatistic::variance).value().back() == to(.934955445327));
    CHECK(rolling_trend(parts.residual, window, WindowStatistic::variance).value() == to(-.198907103825));
    CHECK(rolling_trend(parts.residual, window, WindowStatistic::ac1_pearson).value() == to(.165027322404));
}

TEST_CASE("indicators without detrending agree with R", "[kernels][change]")
{
    const auto values = series_a();
    check(values, WindowStatistic::ar1_ols, {.4377411556, .4739177359, .7020628780, .6032786885});
    check(values, WindowStatistic::acf1, {.4330461520, .4677487771, .6538326825, .5770491803});
    const auto g1 = rolling(values, window, WindowStatistic::skewness_moment).value();
    CHECK(g1[0] == to(-.2383531648));
    CHECK(g1[31] == to(-.0870063377));
    CHECK(g1[60] == to(.3764098715));
    const auto kurtosis = rolling(values, window, WindowStatistic::kurtosis_moment).value();
    CHECK(kurtosis[0] == to(3.7558665473));
    CHECK(kurtosis[31] == to(2.6793002924));
    CHECK(kurtosis[60] == to(2.2537580086));
    const auto ratio = rolling(values, window, WindowStatistic::density_ratio).value();
    CHECK(ratio[0] == to(6.3645777474));
    CHECK(ratio[31] == to(7.5690650521));
    CHECK(ratio[60] == to(22.4773693256));
    const auto rates = rolling(values, window, WindowStatistic::return_rate).value();
    CHECK(rates[60] == to(1.0 - .7020628780));
}

TEST_CASE("indicators after the kernel smoother agree with R", "[kernels][change]")
{
    const auto parts = detrend(series_a(), Detrending::gaussian_renormalised, .2).value();
    CHECK(parts.trend[0] == to(9.812214685354, 5e-13));
    CHECK(parts.trend[1] == to(9.836113603274, 5e-13));
    CHECK(parts.trend[60] == to(10.9621601194, 5e-11));
    CHECK(parts.trend[119] == to(13.4715443498, 5e-11));
    CHECK(rolling(parts.residual, window, WindowStatistic::acf1).value().back() == to(.4661775337));
    CHECK(rolling_trend(parts.residual, window, WindowStatistic::acf1).value() == to(.3092896175));
    CHECK(rolling_trend(parts.residual, window, WindowStatistic::standard_deviation).value() == to(.0284153005));
}

TEST_CASE("shocks are not conditionally heteroskedastic", "[kernels][change]")
{
    const auto values = series_a();
    const auto last = conditional_heteroskedasticity(std::span{values}.last(window)).value();
    CHECK(last.r_squared == to(.0264385315, 1e-9));
    CHECK(last.r_squared == to(.026438531966466457, 1e-14));  // the same regression in numpy
    CHECK(last.critical == to(.0466473009));
    CHECK(last.pairs == 58);
    CHECK_FALSE(last.significant);
    CHECK(conditional_heteroskedasticity(std::span{values}.first(window)).value().r_squared == to(.0030681130));
}

TEST_CASE("the process fitted for surrogates", "[kernels][change]")
{
    const auto fit = fit_ar1(series_a()).value();
    CHECK(fit.phi == to(.7552433153));
    CHECK(fit.sigma == to(1.0591694761));
    CHECK(fit.n == 120);
}

TEST_CASE("rising indicators are not significant beside surrogates", "[kernels][change]")
{
    // Kendall's own p-value for the autocorrelation is 1.08e-11, the surrogate one .151 (999 draws of another
    // generator, accepted .12 to .19 and .19 to .28).
    SurrogatePlan plan;
    plan.window = window;
    plan.statistics = {WindowStatistic::ac1_pearson, WindowStatistic::variance};
    plan.id = 1;
    const auto warning = early_warning(series_a(), plan).value();
    CHECK(warning.phi == to(.7552433153));
    CHECK(warning.sigma == to(1.0591694761));
    const auto& ac1 = warning.trends[0];
    const auto& variance = warning.trends[1];
    CHECK(ac1.tau == to(.596721311475));
    CHECK(variance.tau == to(.468852459016));
    CHECK(ac1.p == Approx(.155).epsilon(0).margin(.035));
    CHECK(variance.p == Approx(.235).epsilon(0).margin(.045));
    CHECK(ac1.null_sd == Approx(.483).epsilon(0).margin(.03));
    CHECK(ac1.null_95 == Approx(.746).epsilon(0).margin(.04));
    CHECK(variance.null_95 == Approx(.759).epsilon(0).margin(.04));
}

TEST_CASE("the sign of a trend depends on the detrending, so a grid is reported", "[kernels][change]")
{
    const auto values = series_a();
    const auto tau = [&](Detrending method) {
        return rolling_trend(detrend(values, method, .2).value().residual, window, WindowStatistic::variance).value();
    };
    CHECK(tau(Detrending::none) == to(.468852459016));
    CHECK(tau(Detrending::gaussian_reflected) == to(.0273224043716));
    CHECK(tau(Detrending::lowess) == to(-.198907103825));
    TrendGridPlan plan;
    plan.bandwidths = {.1, .2, .4};
    plan.windows = {.4, .5};
    plan.statistic = WindowStatistic::variance;
    const auto grid = trend_grid(values, plan).value();
    REQUIRE(grid.taus.size() == 6);
    CHECK(grid.taus[3] == to(.0273224043716));
    double rising = 0.0;
    for (const double cell : grid.taus) rising += cell > 0.0 ? 1.0 : 0.0;
    CHECK(grid.share_rising == rising / 6.0);
}
