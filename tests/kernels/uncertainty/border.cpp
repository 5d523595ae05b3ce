#include "tests/kernels/uncertainty/border.hpp"

#include "indicators/kernels/numbers/scale.hpp"
#include "indicators/kernels/uncertainty/alarms.hpp"
#include "indicators/kernels/uncertainty/bootstrap.hpp"
#include "indicators/kernels/uncertainty/composite.hpp"
#include "indicators/kernels/uncertainty/composite_draws.hpp"
#include "indicators/kernels/uncertainty/concentration_draws.hpp"
#include "indicators/kernels/uncertainty/dirichlet.hpp"
#include "indicators/kernels/uncertainty/forecast_scores.hpp"
#include "indicators/kernels/uncertainty/intervals.hpp"
#include "indicators/kernels/uncertainty/normalise.hpp"

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

std::vector<std::uint8_t> flags(InputBytes& input, std::size_t count)
{
    std::vector<std::uint8_t> all(count);
    for (auto& flag : all) flag = static_cast<std::uint8_t>(input.below(16) == 0 ? 2 : input.below(2));
    return all;
}

CompositeRule a_rule(InputBytes& input)
{
    const Aggregation rules[] = {Aggregation::arithmetic, Aggregation::geometric, Aggregation::harmonic,
                                 Aggregation::power,      Aggregation::maximum,   Aggregation::noisy_or};
    return {rules[input.below(6)], input.flag() ? 2.0 : input.number()};
}

void require_ordered(Interval interval, const char* what)
{
    require_finite(interval, what);
    require(interval.lower <= interval.upper, what);
}

void try_scores(InputBytes& input)
{
    const auto p = input.ratios(30);
    const auto y = flags(input, p.size());
    require_finite(brier_score(p, y), "brier_score");
    require_finite(brier_skill(p, y), "brier_skill");
    require_finite(roc_area(p, y), "roc_area");
    require_finite(average_precision(p, y), "average_precision");
    if (const auto parts = brier_parts(p, y, input.below(12))) {
        const double all[] = {parts->reliability, parts->resolution, parts->within_variance, parts->within_covariance};
        require_finite(all, "brier_parts");
    }
    if (const auto loss = log_loss(p, y, input.flag() ? 0.0 : input.ratio())) {
        require(loss->mean.has_value() == (loss->certain_and_wrong == 0), "log_loss");
        if (loss->mean) require_finite(*loss->mean, "log_loss");
    }
    require_finite(calibrated(input.ratio(), input.number(), input.ratio()), "calibrated");
    require_finite(shrunk_to_base_rate(input.ratio(), input.ratio(), input.ratio()), "shrunk_to_base_rate");
}

void try_intervals(InputBytes& input)
{
    const auto values = input.numbers(30);
    const auto weights = input.flag() ? input.ratios(30) : std::vector<double>(values.size(), input.ratio());
    if (const auto found = percentile_interval(values, input.ratio())) require_ordered(*found, "percentile_interval");
    if (const auto found = weighted_interval(values, weights, input.ratio())) require_ordered(*found, "weighted");
    require_finite(weighted_quantile(values, weights, input.ratio()), "weighted_quantile");
    if (const auto found = split_conformal(values, input.ratio()); found && found->value) {
        require_finite(*found->value, "split_conformal");
    }
    require_finite(adaptive_conformal_step(input.ratio(), input.ratio(), input.number(), input.flag()), "adaptive");
    require_finite(adaptive_conformal_levels(input.ratio(), input.number(), {input.flag(), input.flag()}), "adaptive");
}

void try_bootstrap(InputBytes& input)
{
    const auto series = input.numbers(30);
    const SeriesStatistic statistic = [](std::span<const double> v) -> Result<double> { return v.back() / v.front(); };
    const BootstrapOptions options{.draws = input.below(40),
                                   .confidence = input.ratio(),
                                   .mean_block = input.flag() ? std::nullopt : std::optional{input.number()}};
    if (const auto found = stationary_bootstrap(series, statistic, options)) {
        require_ordered(found->band, "stationary_bootstrap");
        require_finite(found->estimate + found->standard_error, "stationary_bootstrap");
    }
    const std::size_t n = input.below(20);
    if (const auto places = stationary_indices(n, input.number(), 1, 2)) {
        for (const std::size_t place : *places) require(place < n, "stationary_indices");
    }
}

void try_alarms(InputBytes& input)
{
    const auto events = input.times(20);
    const auto starts = input.times(20);
    const AlarmRecord record{.events = events,
                             .alarm_starts = starts,
                             .horizon_days = input.number(),
                             .length_days = input.flag() ? 1e6 : input.number()};
    if (const auto score = alarm_score(record)) {
        for (const auto& lead : score->leads) require(!lead || *lead > 0, "alarm_score");
        require_finite(score->false_alarms_per_100_days, "alarm_score");
    }
    if (const auto test = circular_shift_test(record, input.below(50), 3)) {
        require(test->share >= 0 && test->share <= 1, "circular_shift_test");
    }
}

void try_composite(InputBytes& input)
{
    const auto scores = input.flag() ? input.ratios(8) : input.numbers(8);
    std::vector<double> weights(scores.size());
    for (double& weight : weights) weight = input.ratio();
    const auto rule = a_rule(input);
    require_finite(composite(scores, weights, rule), "composite");
    require_finite(leave_one_out(scores, weights, rule), "leave_one_out");
    std::vector<double> sds(scores.size());
    for (double& sd : sds) sd = input.ratio();
    require_finite(delta_method_sd(scores, weights, sds, rule), "delta_method_sd");
    std::vector<std::optional<double>> some;
    for (const double score : scores) some.push_back(input.below(4) == 0 ? std::nullopt : std::optional{score});
    if (const auto found = covered_composite(some, weights, rule, input.ratio())) {
        require_finite(found->value, "covered_composite");
        require(found->coverage >= 0 && found->coverage <= 1, "covered_composite");
    }
}

void try_normalise(InputBytes& input)
{
    const auto values = input.numbers(20);
    const Interval range{input.number(), input.number()};
    require_finite(goalpost_score(input.number(), range, input.ratio()), "goalpost_score");
    require_finite(mid_rank_percentile(values, input.number()), "mid_rank_percentile");
    require_finite(rescale(values, range), "rescale");
    require_finite(rescale_to_moments(values, input.number(), input.number()), "rescale_to_moments");
    require_finite(distance_to_target(values, input.number(), input.flag()), "distance_to_target");
}

void try_composite_draws(InputBytes& input)
{
    const std::size_t n = input.below(5);
    std::vector<double> scores(n);
    std::vector<double> weights(n);
    std::vector<double> sds(n);
    for (std::size_t i = 0; i < n; ++i) {
        scores[i] = input.ratio();
        weights[i] = input.ratio();
        sds[i] = input.flag() ? input.ratio() : input.number();
    }
    const CompositeRule rules[] = {a_rule(input), a_rule(input)};
    const auto found = composite_draws({.scores = scores,
                                        .weights = weights,
                                        .sds = sds,
                                        .rules = rules,
                                        .weight_concentration = input.flag() ? std::nullopt : std::optional{20.0},
                                        .goalpost_error = .4 * input.ratio(),
                                        .threshold = input.number(),
                                        .draws = input.below(200)});
    if (found) {
        require_ordered({found->q05, found->q95}, "composite_draws");
        require_finite(found->mean, "composite_draws");
        require_finite(found->score_sensitivity, "composite_draws");
        require_finite(found->weight_sensitivity, "composite_draws");
    }
    require_finite(first_order_sensitivity(input.numbers(30), input.numbers(30), input.below(6)), "sensitivity");
    require_finite(gamma_draw(input.number(), 1, 2), "gamma_draw");
    require_finite(dirichlet_draw(input.numbers(6), input.number(), 1, 2), "dirichlet_draw");
}

void require_ratio(const DrawnRatio& ratio)
{
    for (const double value : {ratio.mean, ratio.q05, ratio.q50, ratio.q95}) {
        require(value >= 0 && value <= 1, "concentration_draws");
    }
    require(ratio.q05 <= ratio.q50 && ratio.q50 <= ratio.q95, "concentration_draws");
}

void try_concentration_draws(InputBytes& input)
{
    const auto amounts = input.numbers(12);
    std::vector<double> sds(amounts.size());
    for (double& sd : sds) sd = input.flag() ? input.ratio() : input.number();
    const auto in_bloc = flags(input, amounts.size());
    const std::vector<std::size_t> ends{input.below(12), amounts.size()};
    const auto found = concentration_draws({.amounts = amounts,
                                            .log_sd = sds,
                                            .in_bloc = in_bloc,
                                            .cell_ends = std::span{ends}.last(1 + input.below(2)),
                                            .draws = input.below(30)});
    if (!found) return;
    for (const auto& cell : *found) {
        require_ratio(cell.hhi);
        require_ratio(cell.top_share);
        require_ratio(cell.bloc_share);
    }
}

}  // namespace

void try_uncertainty(InputBytes& input)
{
    switch (input.below(8)) {
        case 0: return try_scores(input);
        case 1: return try_intervals(input);
        case 2: return try_bootstrap(input);
        case 3: return try_alarms(input);
        case 4: return try_composite(input);
        case 5: return try_normalise(input);
        case 6: return try_composite_draws(input);
        default: return try_concentration_draws(input);
    }
}

}  // namespace entangled::testing
