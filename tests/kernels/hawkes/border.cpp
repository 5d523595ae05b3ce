#include "tests/kernels/hawkes/border.hpp"

#include "indicators/kernels/hawkes/attribution.hpp"
#include "indicators/kernels/hawkes/bootstrap.hpp"
#include "indicators/kernels/hawkes/criticality.hpp"
#include "indicators/kernels/hawkes/cross_test.hpp"
#include "indicators/kernels/hawkes/em.hpp"
#include "indicators/kernels/hawkes/jitter.hpp"
#include "indicators/kernels/hawkes/kolmogorov_tail.hpp"
#include "indicators/kernels/hawkes/outlook.hpp"
#include "indicators/kernels/hawkes/residuals.hpp"
#include "indicators/kernels/hawkes/simulate.hpp"
#include "indicators/kernels/hawkes/standard_errors.hpp"

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

constexpr std::size_t most_events = 24;

double rate(InputBytes& input) { return input.below(8) == 0 ? input.number() : 0.05 + 2.0 * input.ratio(); }

HawkesModel model_of(InputBytes& input, std::size_t types)
{
    HawkesModel model;
    const auto d = static_cast<Eigen::Index>(input.below(30) == 0 ? types + 1 : types);
    model.background.resize(d);
    for (double& mu : model.background.reshaped()) mu = rate(input);
    model.branching = input.matrix(static_cast<std::size_t>(d), types);
    if (input.below(4) != 0) {
        for (double& entry : model.branching.reshaped()) entry = input.ratio();
    }
    model.decay = rate(input);
    return model;
}

Result<HawkesHistory> history_of(InputBytes& input, std::size_t types)
{
    const auto times = input.below(10) == 0 ? input.numbers(most_events) : input.times(most_events);
    std::vector<int> kinds;
    for (std::size_t k = 0; k < times.size(); ++k) kinds.push_back(static_cast<int>(input.below(types)));
    const double horizon = times.empty() ? input.number() : times.back() + input.ratio();
    return HawkesHistory::make(times, kinds, types, input.below(10) == 0 ? input.number() : horizon);
}

HawkesFitOptions fit_options(InputBytes& input, std::size_t types)
{
    HawkesFitOptions options;
    options.starts = input.below(3);
    if (input.below(4) == 0) options.fixed_decay = rate(input);
    if (input.below(6) == 0) options.decay = {input.number(), input.number()};
    if (input.below(6) == 0) options.free_branching = diagonal_mask(types);
    if (input.below(6) == 0) options.min_background = input.number();
    if (options.starts == 0) options.first_start = model_of(input, types);
    return options;
}

void require_model(const HawkesModel& model, const char* what)
{
    require_finite(model.background, what);
    require_finite(model.branching, what);
    require(static_cast<bool>(check(model)), what);
}

void require_optional(const std::optional<double>& value, const char* what)
{
    if (value) require_finite(*value, what);
}

void require_optionals(const std::vector<std::optional<double>>& values, const char* what)
{
    for (const auto& value : values) require_optional(value, what);
}

void try_evaluation(const HawkesHistory& history, const HawkesModel& model)
{
    const auto e = hawkes_likelihood(history, model);
    require_finite(poisson_log_likelihood(history), "poisson");
    if (!e) return;
    require_finite(std::vector{e->log_likelihood, e->log_part, e->compensator, e->gradient.decay, e->sums.lag},
                   "parts");
    require_finite(e->gradient.background, "gradient");
    require_finite(e->gradient.branching, "gradient");
    require_finite(e->sums.inverse, "sums");
    require_finite(e->sums.memory, "sums");
    require_finite(e->sums.exposure, "sums");
    require_finite(e->sums.late, "sums");
    require_finite(e->sums.at_end, "sums");
    require(e->sums.exposure.minCoeff() >= 0.0, "exposure is not negative");
    const auto a = attribution(history, model);
    if (!a) return;
    require_finite(a->background, "attribution");
    require_finite(a->caused, "attribution");
    require_optionals(a->background_share, "background_share");
    require_optionals(a->cross_share, "cross_share");
}

void try_residuals(const HawkesHistory& history, const HawkesModel& model)
{
    const auto tests = residual_tests(history, model);
    if (!tests) return;
    for (const auto& test : *tests) {
        if (!test) continue;
        require_finite(std::vector{test->distance, test->p, test->mean_gap, test->five_percent_line}, "residuals");
        require_optional(test->lag1_correlation, "lag1");
        require(test->p >= 0.0 && test->p <= 1.0 && test->distance <= 1.0, "p and D are ratios");
    }
}

void try_outlook(InputBytes& input, const HawkesHistory& history, const HawkesModel& model)
{
    const auto state = state_at_end(history, model);
    if (const auto all = intensities_at_events(history, model)) require_finite(*all, "intensities_at_events");
    if (!state) return;
    require_finite(state->memory, "state");
    require_finite(state->intensity, "state");
    const auto ahead = outlook(model, state->intensity, input.number());
    if (!ahead) return;
    require_finite(ahead->quiet_integral, "outlook");
    require_finite(ahead->own_probability_floor, "outlook");
    require_finite(ahead->expected_events, "outlook");
    require_finite(ahead->expected_intensity, "outlook");
    require(ahead->any_probability >= 0.0 && ahead->any_probability <= 1.0, "outlook: a probability");
}

void try_fit(InputBytes& input, const HawkesHistory& history)
{
    HawkesLikelihood likelihood{history};
    const auto fit = fit_hawkes(likelihood, fit_options(input, history.type_count()));
    if (!fit) return;
    require_model(fit->model, "fit");
    require_finite(std::vector{fit->log_likelihood, fit->spectral_radius}, "fit");
    const auto errors = standard_errors(likelihood, *fit);
    if (!errors) return;
    require_finite(errors->covariance, "standard_errors");
    require_optionals(errors->background, "standard_errors");
    for (const auto& row : errors->branching) require_optionals(row, "standard_errors");
    require_optional(errors->decay, "standard_errors");
    require_optional(errors->spectral_radius, "standard_errors");
}

void try_em(InputBytes& input, const HawkesHistory& history, const HawkesModel& model)
{
    HawkesLikelihood likelihood{history};
    HawkesEmOptions options;
    options.max_iterations = input.below(30);
    options.keeps_decay = input.flag();
    if (input.flag()) options.prior = HawkesPrior{1.0 + input.ratio(), rate(input)};
    if (input.below(5) == 0) options.decay_range = Interval{input.number(), input.number()};
    const auto fit = fit_em(likelihood, model, options);
    if (!fit) return;
    require_model(fit->model, "em");
    require_finite(std::vector{fit->log_likelihood, fit->objective, fit->spectral_radius}, "em");
}

void try_simulations(InputBytes& input, const HawkesModel& model)
{
    const HawkesSimulation simulation{rate(input) * 5.0, input.below(256), 1 + input.below(200)};
    for (const auto& history :
         {simulate_hawkes_clusters(model, simulation), simulate_hawkes_thinning(model, simulation)}) {
        if (history) require(history->size() <= simulation.max_events, "simulation: the cap");
    }
    HawkesBootstrapOptions options;
    options.replicates = 2 + input.below(2);
    options.max_events = 40;
    options.fit.starts = 1;
    const auto bootstrap = bootstrap_radius(model, simulation.horizon, options);
    if (!bootstrap) return;
    require_finite(std::vector{bootstrap->median, bootstrap->lower, bootstrap->upper}, "bootstrap");
    require(bootstrap->explosive_share >= 0.0 && bootstrap->explosive_share <= 1.0, "bootstrap: a share");
}

void try_branching(InputBytes& input, std::size_t types)
{
    const auto matrix = input.matrix(types, types);
    require_finite(branching_spectral_radius(matrix), "branching_spectral_radius");
    require_finite(total_progeny(matrix), "total_progeny");
    require_finite(stationary_rate(model_of(input, types)), "stationary_rate");
    require_finite(loop_gain(matrix, input.below(types + 1), input.below(types)), "loop_gain");
    const auto asymmetry = provocation_asymmetry(matrix, input.below(types + 1), input.below(types));
    if (asymmetry) require_optional(*asymmetry, "provocation_asymmetry");
    require_finite(branching_from_jumps(matrix, input.number()), "branching_from_jumps");
    require_finite(jumps_from_branching(matrix, input.number()), "jumps_from_branching");
    require_finite(branching_from_source_rows(matrix), "branching_from_source_rows");
    require_finite(kolmogorov_tail(input.below(300), input.ratio()), "kolmogorov_tail");
    require_finite(same_day_child_share(input.number()), "same_day_child_share");
    require_finite(boundary_mixture_tail(input.number(), input.below(30)), "boundary_mixture_tail");
    if (const auto test = exponential_test(input.numbers(30))) {
        require_finite(std::vector{test->distance, test->p, test->mean_gap}, "exponential_test");
        require_optional(test->lag1_correlation, "exponential_test");
    }
}

void try_jitter(InputBytes& input, std::size_t types)
{
    std::vector<DatedAct> acts(input.below(most_events));
    for (DatedAct& act : acts) {
        act = {static_cast<std::int64_t>(input.below(20)), static_cast<int>(input.below(types)), input.below(256)};
    }
    HawkesFitOptions options;
    options.starts = 1;
    const auto fits = fit_jittered(acts, {types, input.flag() ? 20.0 : input.number()}, options, input.below(4));
    if (!fits) return;
    require_finite(std::vector{fits->mean_radius, fits->jitter_sd}, "fit_jittered");
    require_finite(fits->spectral_radius, "fit_jittered");
    require_finite(fits->log_likelihood, "fit_jittered");
}

}  // namespace

void try_hawkes(InputBytes& input)
{
    const std::size_t kernel = input.below(16);
    const std::size_t types = 1 + input.below(4);
    if (kernel < 4) return try_branching(input, types);
    if (kernel < 5) return try_jitter(input, types);
    const auto model = model_of(input, types);
    if (kernel < 6) return try_simulations(input, model);
    const auto history = history_of(input, types);
    if (!history) return;
    if (kernel < 9) return try_evaluation(*history, model);
    if (kernel < 11) return try_residuals(*history, model);
    if (kernel < 13) return try_outlook(input, *history, model);
    if (kernel < 15) return try_em(input, *history, model);
    if (kernel < 16 && input.flag()) return try_fit(input, *history);
    HawkesLikelihood likelihood{*history};
    if (const auto test = cross_excitation_test(likelihood, fit_options(input, types))) {
        require_finite(std::vector{test->statistic, test->p}, "cross_excitation_test");
    }
}

}  // namespace entangled::testing
