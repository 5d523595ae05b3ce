#include "tests/kernels/change/border.hpp"

#include "indicators/kernels/change/autoregression.hpp"
#include "indicators/kernels/change/bocpd.hpp"
#include "indicators/kernels/change/control_charts.hpp"
#include "indicators/kernels/change/detrending.hpp"
#include "indicators/kernels/change/deviations.hpp"
#include "indicators/kernels/change/early_warning.hpp"
#include "indicators/kernels/change/kendall_tau.hpp"
#include "indicators/kernels/change/rolling.hpp"
#include "indicators/kernels/change/run_lengths.hpp"
#include "indicators/kernels/change/standard_scores.hpp"
#include "indicators/kernels/change/window_statistics.hpp"
#include "indicators/kernels/numbers/scale.hpp"

#include <optional>

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

using Values = std::vector<double>;

void require_ratio(double value, const char* what) { require(value >= 0.0 && value <= 1.0, what); }

void require_correlation(double value, const char* what) { require(value >= -1.0 && value <= 1.0, what); }

WindowStatistic some_statistic(InputBytes& input) { return static_cast<WindowStatistic>(input.below(12)); }

Detrending some_method(InputBytes& input) { return static_cast<Detrending>(input.below(5)); }

void try_windows(InputBytes& input)
{
    const auto values = input.numbers(24);
    switch (input.below(6)) {
        case 4: {
            if (const auto window = deviations(values, 1, "deviations")) require_finite(window->values, "deviations");
            return;
        }
        case 0: return require_finite(window_statistic(values, some_statistic(input)), "window_statistic");
        case 1: return require_finite(rolling(values, input.below(12), some_statistic(input)), "rolling");
        case 2: {
            const auto numbers = rolling_autocorrelation(values, input.below(12), input.below(5));
            if (!numbers) return;
            for (const double number : *numbers) require_correlation(number, "rolling_autocorrelation");
            return;
        }
        case 3: {
            if (const auto value = acf(values, input.below(5))) require_correlation(*value, "acf");
            if (const auto value = ac_pearson(values, input.below(5))) require_correlation(*value, "ac_pearson");
            return;
        }
        default: return require_finite(ar1_density_ratio(input.ratio(), input.ratio()), "ar1_density_ratio");
    }
}

void try_detrending(InputBytes& input)
{
    const auto values = input.numbers(24);
    if (const auto parts = detrend(values, some_method(input), input.ratio())) {
        require_finite(parts->trend, "detrend");
        require_finite(parts->residual, "detrend");
    }
    switch (input.below(4)) {
        case 0: return require_finite(gaussian_trend(values, input.number()), "gaussian_trend");
        case 1: return require_finite(kernel_trend(values, input.number()), "kernel_trend");
        case 2: return require_finite(lowess(values, {.span = input.ratio(), .iterations = input.below(24)}), "lowess");
        default: return require_finite(one_sided_trend(values, input.ratio()), "one_sided_trend");
    }
}

void try_warning(InputBytes& input)
{
    const auto values = input.numbers(30);
    SurrogatePlan plan;
    plan.window = input.below(20);
    plan.statistics = {some_statistic(input), some_statistic(input)};
    plan.surrogates = input.below(5);
    if (const auto warning = early_warning(values, plan)) {
        require_finite(warning->phi, "early_warning");
        require_finite(warning->sigma, "early_warning");
        for (const auto& trend : warning->trends) {
            require_correlation(trend.tau, "early_warning: tau");
            require_ratio(trend.p, "early_warning: p");
            require_finite(trend.null_sd, "early_warning");
            require_correlation(trend.null_95, "early_warning: quantile");
        }
    }
    TrendGridPlan grid;
    grid.method = some_method(input);
    grid.bandwidths = input.ratios(2);
    grid.windows = input.ratios(2);
    grid.statistic = some_statistic(input);
    if (const auto cells = trend_grid(values, grid)) require_ratio(cells->share_rising, "trend_grid");
}

void try_tau(InputBytes& input)
{
    const auto tau = kendall_tau(input.numbers(20), input.numbers(20));
    const auto in_time = kendall_tau_in_time(input.numbers(20));
    for (const auto& one : {tau, in_time}) {
        if (!one) continue;
        require_correlation(one->tau_a, "kendall_tau");
        require_correlation(one->tau_b, "kendall_tau");
        require_finite(one->z, "kendall_tau");
        require_ratio(one->p_asymptotic, "kendall_tau: p");
    }
}

void try_autoregression(InputBytes& input)
{
    const auto values = input.numbers(20);
    if (const auto test = conditional_heteroskedasticity(values, input.ratio())) {
        require_ratio(test->r_squared, "conditional_heteroskedasticity");
        require_finite(test->critical, "conditional_heteroskedasticity");
        require_ratio(test->p, "conditional_heteroskedasticity: p");
    }
    const auto fit = fit_ar1(values);
    if (!fit) return;
    require_finite(Values{fit->phi, fit->sigma, fit->mean}, "fit_ar1");
    require_finite(ar1_residuals(values, *fit), "ar1_residuals");
}

void try_bocpd(InputBytes& input)
{
    BocpdOptions options{.hazard = input.ratio(), .prior = {0.0, 1.0, 1.0, 1.0}};
    if (input.flag()) options.prior = {input.number(), input.number(), input.number(), input.number()};
    if (input.flag()) options.truncation = input.ratio() / 100.0;
    const auto readings = change_readings(input.numbers(24), options, {.young = input.below(9)});
    if (!readings) return;
    for (const auto& reading : *readings) {
        require_ratio(reading.run.probability, "bocpd: probability");
        require_ratio(reading.young_probability, "bocpd: probability");
        require_ratio(reading.fall, "bocpd: fall");
        require_finite(Values{reading.run.expected, reading.run.log_evidence, reading.run.log_predictive}, "bocpd");
    }
}

void try_charts(InputBytes& input)
{
    const auto values = input.numbers(24);
    if (const auto chart = cusum(values, {input.number(), input.number()})) {
        require_finite(chart->upper, "cusum");
        require_finite(chart->lower, "cusum");
    }
    if (const auto chart = ewma(values, {input.ratio(), input.number()})) {
        require_finite(chart->mean, "ewma");
        require_finite(chart->standardised, "ewma");
    }
    require_finite(in_standard_deviations(values, input.number(), input.number()), "in_standard_deviations");
}

/// Small designs only: the time grows with the cube of the limit.
void try_run_lengths(InputBytes& input)
{
    if (input.below(16) != 0) return;
    const double limit = input.ratio() * 3.0;
    switch (input.below(5)) {
        case 3: return require_finite(cusum_limit(input.ratio(), 1.0 + 20.0 * input.ratio()), "cusum_limit");
        case 4: return require_finite(ewma_limit(0.1 + input.ratio(), 1.0 + 20.0 * input.ratio()), "ewma_limit");
        case 0: return require_finite(cusum_arl({input.ratio(), limit}, input.number()), "cusum_arl");
        case 1: return require_finite(cusum_arl_two_sided({input.ratio(), limit}, input.number()), "cusum_arl");
        default: return require_finite(ewma_arl({0.1 + input.ratio(), limit}, input.number()), "ewma_arl");
    }
}

void try_scores(InputBytes& input)
{
    const auto values = input.numbers(20);
    const double value = input.number();
    if (const auto score = robust_z(values, value)) {
        require_finite(Values{score->z, score->median, score->scale}, "robust_z");
        require(score->scale > 0.0, "robust_z: scale");
    }
    require_finite(z_score(values, value), "z_score");
    require_finite(leave_one_out_z(values, input.below(20)), "leave_one_out_z");
    if (const auto rank = mid_rank_percentile(values, value)) require_ratio(*rank, "mid_rank_percentile");
    const auto times = input.times(20);
    const auto rise = surge(times, input.numbers(20), {.hold_out = input.number(), .lookback = input.number()});
    if (rise) require_finite(rise->score.z, "surge");
    const auto ends = goalposts(values);
    if (ends) require_finite(*ends, "goalposts");
    if (ends) {
        if (const auto place = goalpost_score(value, *ends, input.ratio())) require_ratio(*place, "goalposts");
    }
}

}  // namespace

void try_change(InputBytes& input)
{
    switch (input.below(9)) {
        case 0: return try_windows(input);
        case 1: return try_detrending(input);
        case 2: return try_warning(input);
        case 3: return try_tau(input);
        case 4: return try_autoregression(input);
        case 5: return try_bocpd(input);
        case 6: return try_charts(input);
        case 7: return try_run_lengths(input);
        default: return try_scores(input);
    }
}

}  // namespace entangled::testing
