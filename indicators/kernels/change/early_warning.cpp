#include "indicators/kernels/change/early_warning.hpp"

#include "indicators/kernels/change/autoregression.hpp"
#include "indicators/kernels/change/rolling_sums.hpp"
#include "indicators/kernels/change/window_statistics.hpp"
#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/numbers/pair_counts.hpp"
#include "indicators/kernels/numbers/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace entangled::kernels {
namespace {

constexpr std::size_t most_surrogates = 1'000'000;
constexpr std::size_t surrogates_at_once = 16;

/// tau-b against untied times: the ties of the times are none, so S/sqrt(pairs (pairs - tied)).
Result<double> tau_in_time(PairCounter& counter, std::span<const double> values)
{
    const auto n = static_cast<double>(values.size());
    const PairCounts counts = counter.count(values);
    const double pairs = n * (n - 1.0) / 2.0;
    const double untied = pairs - static_cast<double>(counts.tied);
    if (values.size() < 2) return Error{Errc::insufficient_points, "rolling_trend: one window, two are needed"};
    if (!(untied > 0.0)) return Error{Errc::not_identified, "rolling_trend: all windows give the same number"};
    const auto s = static_cast<double>(counts.rising - counts.falling);
    return std::clamp(s / (std::sqrt(pairs) * std::sqrt(untied)), -1.0, 1.0);
}

/// Room for one surrogate after another.
struct Bench {
    std::vector<double> series;
    std::vector<double> numbers;
    RollingSums sums;
    PairCounter counter;
};

struct Simulation {
    const SurrogatePlan& plan;
    std::size_t length;
    double phi;
};

/// Trends of the plan's statistics in surrogate number `which`. Statistics are free of the unit: shocks have sigma 1.
Result<void> surrogate_trends(const Simulation& simulation, std::size_t which, Bench& bench, std::span<double> taus)
{
    bench.series.resize(simulation.length);
    bench.numbers.resize(simulation.length - simulation.plan.window + 1);
    fill_normals(derived_id(simulation.plan.id, which), 0, bench.series);
    bench.sums.assign_ar1(bench.series, simulation.phi);
    for (std::size_t k = 0; k < taus.size(); ++k) {
        const auto filled = fill_rolling(bench.sums, bench.series, simulation.plan.window,
                                         simulation.plan.statistics[k], bench.numbers);
        if (!filled) return filled.error();
        const auto tau = tau_in_time(bench.counter, bench.numbers);
        if (!tau) return tau.error();
        taus[k] = *tau;
    }
    return {};
}

/// By surrogate, then by statistic.
Result<std::vector<double>> all_trends(const Simulation& simulation)
{
    const std::size_t statistics = simulation.plan.statistics.size();
    const std::size_t surrogates = simulation.plan.surrogates;
    const std::size_t blocks = (surrogates + surrogates_at_once - 1) / surrogates_at_once;
    std::vector<double> taus(surrogates * statistics);
    std::vector<std::optional<Error>> errors(blocks);
    for_each_block(blocks, simulation.plan.threads, [&](std::size_t block) {
        Bench bench;
        const std::size_t last = std::min(surrogates, (block + 1) * surrogates_at_once);
        for (std::size_t s = block * surrogates_at_once; s < last && !errors[block]; ++s) {
            const auto done =
                surrogate_trends(simulation, s, bench, std::span{taus}.subspan(s * statistics, statistics));
            if (!done) errors[block] = done.error();
        }
    });
    for (const auto& error : errors) {
        if (error) return *error;
    }
    return taus;
}

Result<TrendSignificance> significance(WindowStatistic statistic, double tau, std::vector<double> null)
{
    TrendSignificance trend{statistic, tau, 0.0, 0.0, 0.0};
    const auto high = std::ranges::count_if(null, [&](double other) { return other >= tau; });
    trend.p = (1.0 + static_cast<double>(high)) / (static_cast<double>(null.size()) + 1.0);
    const auto upper = quantile(null, 0.95);
    if (!upper) return upper.error();
    trend.null_95 = *upper;
    if (null.size() < 2) return trend;
    const auto sd = standard_deviation(null);
    if (!sd) return sd.error();
    trend.null_sd = *sd;
    return trend;
}

bool legal(const SurrogatePlan& plan)
{
    return !plan.statistics.empty() && plan.surrogates >= 1 && plan.surrogates <= most_surrogates;
}

}  // namespace

Result<double> rolling_trend(std::span<const double> residuals, std::size_t window, WindowStatistic statistic)
{
    const auto numbers = rolling(residuals, window, statistic);
    if (!numbers) return numbers.error();
    PairCounter counter;
    return tau_in_time(counter, *numbers);
}

Result<EarlyWarning> early_warning(std::span<const double> residuals, const SurrogatePlan& plan)
{
    if (!legal(plan)) return Error{Errc::bad_value, "early_warning: a statistic and 1 to 1,000,000 surrogates"};
    std::vector<double> observed;
    for (const WindowStatistic statistic : plan.statistics) {
        const auto tau = rolling_trend(residuals, plan.window, statistic);
        if (!tau) return tau.error();
        observed.push_back(*tau);
    }
    const auto fit = fit_ar1(residuals);
    if (!fit) return fit.error();
    if (!(std::abs(fit->phi) < 1.0)) {
        return Error{Errc::not_identified, "early_warning: the fitted process is not stationary, detrend the series"};
    }
    const auto taus = all_trends({plan, residuals.size(), fit->phi});
    if (!taus) return taus.error();
    EarlyWarning warning{fit->phi, fit->sigma, {}};
    for (std::size_t k = 0; k < observed.size(); ++k) {
        std::vector<double> null(plan.surrogates);
        for (std::size_t s = 0; s < null.size(); ++s) null[s] = (*taus)[s * observed.size() + k];
        const auto trend = significance(plan.statistics[k], observed[k], std::move(null));
        if (!trend) return trend.error();
        warning.trends.push_back(*trend);
    }
    return warning;
}

Result<TrendGrid> trend_grid(std::span<const double> values, const TrendGridPlan& plan)
{
    const auto legal_share = [](double share) { return share > 0.0 && share < 1.0; };
    if (!std::ranges::all_of(plan.windows, legal_share)) {
        return Error{Errc::bad_value, "trend_grid: a window is not a share in (0, 1)"};
    }
    if (plan.windows.empty() || plan.bandwidths.empty()) {
        return Error{Errc::no_data, "trend_grid: no bandwidth or no window"};
    }
    TrendGrid grid;
    double rising = 0.0;
    for (const double bandwidth : plan.bandwidths) {
        const auto parts = detrend(values, plan.method, bandwidth);
        if (!parts) return parts.error();
        for (const double share : plan.windows) {
            const auto window = static_cast<std::size_t>(std::round(share * static_cast<double>(values.size())));
            const auto tau = rolling_trend(parts->residual, std::max<std::size_t>(1, window), plan.statistic);
            if (!tau) return tau.error();
            grid.taus.push_back(*tau);
            rising += *tau > 0.0 ? 1.0 : 0.0;
        }
    }
    grid.share_rising = rising / static_cast<double>(grid.taus.size());
    return grid;
}

}  // namespace entangled::kernels
