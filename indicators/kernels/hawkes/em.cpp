#include "indicators/kernels/hawkes/em.hpp"

#include "indicators/kernels/hawkes/criticality.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entangled::kernels {
namespace {

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

Result<void> check_options(const HawkesModel& model, const HawkesEmOptions& options)
{
    if (options.prior) {
        const bool legal = std::isfinite(options.prior->shape) && options.prior->shape >= 1.0;
        if (!legal || !positive(options.prior->scale)) {
            return Error{Errc::bad_value, "em: the prior has shape >= 1 and scale > 0"};
        }
        if (options.prior->shape > 1.0 && model.branching.size() > 0 && !(model.branching.minCoeff() > 0.0)) {
            return Error{Errc::bad_value, "em: with a prior every branching entry starts above 0"};
        }
    }
    const auto& range = options.decay_range;
    if (range && !(positive(range->lower) && std::isfinite(range->upper) && range->lower <= range->upper)) {
        return Error{Errc::bad_value, "em: the range of decay is positive and in order"};
    }
    if (!positive(options.tolerance)) return Error{Errc::bad_value, "em: the tolerance is not positive"};
    return {};
}

double log_prior(const HawkesModel& model, const std::optional<HawkesPrior>& prior)
{
    if (!prior) return 0.0;
    double sum = 0.0;
    for (const double entry : model.branching.reshaped()) {
        if (prior->shape > 1.0) sum += (prior->shape - 1.0) * std::log(entry);
        sum -= entry / prior->scale;
    }
    return sum;
}

HawkesModel maximised(const HawkesModel& old, const HawkesEvaluation& e, double horizon, const HawkesEmOptions& options)
{
    const double added = options.prior ? options.prior->shape - 1.0 : 0.0;
    const double weight = options.prior ? 1.0 / options.prior->scale : 0.0;
    const Eigen::MatrixXd caused = old.decay * old.branching.cwiseProduct(e.sums.memory);
    HawkesModel model = old;
    model.background = old.background.cwiseProduct(e.sums.inverse) / horizon;
    for (Eigen::Index j = 0; j < caused.cols(); ++j) {
        const double exposure = e.sums.exposure[j] + weight;
        if (exposure > 0.0) model.branching.col(j) = (caused.col(j).array() + added) / exposure;
    }
    if (options.keeps_decay) return model;
    const double children = caused.sum();
    const double lived = e.sums.lag + e.sums.late.dot(model.branching.colwise().sum().transpose());
    if (children > 0.0 && lived > 0.0) model.decay = children / lived;
    if (options.decay_range) {
        model.decay = std::clamp(model.decay, options.decay_range->lower, options.decay_range->upper);
    }
    return model;
}

Result<HawkesEmStep> step(HawkesLikelihood& likelihood, const HawkesModel& model, const HawkesEmOptions& options,
                          HawkesEvaluation& evaluation)
{
    const auto value = likelihood.evaluate(model, evaluation);
    if (!value) return value.error();
    const double horizon = likelihood.history().horizon();
    HawkesEmStep result{maximised(model, evaluation, horizon, options), *value,
                        *value + log_prior(model, options.prior)};
    if (const auto legal = check(result.model); !legal) return legal.error();
    if (!std::isfinite(result.objective)) return Error{Errc::bad_value, "em: the prior density is out of range"};
    return result;
}

double largest_move(const HawkesModel& a, const HawkesModel& b, const HawkesHistory& history)
{
    double move = std::abs(std::log(a.decay / b.decay));
    for (Eigen::Index i = 0; i < a.background.size(); ++i) {
        const auto n = static_cast<double>(std::max<std::size_t>(1, history.counts()[static_cast<std::size_t>(i)]));
        move = std::max(move, std::abs(a.background[i] - b.background[i]) * history.horizon() / n);
    }
    return std::max(move, (a.branching - b.branching).cwiseAbs().maxCoeff());
}

}  // namespace

Result<HawkesEmStep> em_step(HawkesLikelihood& likelihood, const HawkesModel& model, const HawkesEmOptions& options)
{
    if (const auto legal = check_options(model, options); !legal) return legal.error();
    HawkesEvaluation evaluation;
    return step(likelihood, model, options, evaluation);
}

Result<HawkesEmFit> fit_em(HawkesLikelihood& likelihood, const HawkesModel& start, const HawkesEmOptions& options)
{
    if (const auto legal = check_options(start, options); !legal) return legal.error();
    if (likelihood.history().size() == 0) return Error{Errc::no_data, "em: no events"};
    HawkesEmFit fit;
    fit.model = start;
    HawkesEvaluation evaluation;
    while (fit.iterations < options.max_iterations && !fit.converged) {
        auto next = step(likelihood, fit.model, options, evaluation);
        if (!next) return next.error();
        fit.converged = largest_move(fit.model, next->model, likelihood.history()) <= options.tolerance;
        fit.model = std::move(next->model);
        ++fit.iterations;
    }
    const auto value = likelihood.evaluate(fit.model, evaluation);
    if (!value) return value.error();
    fit.log_likelihood = *value;
    fit.objective = *value + log_prior(fit.model, options.prior);
    if (!std::isfinite(fit.objective)) return Error{Errc::bad_value, "em: the prior density is out of range"};
    const auto radius = branching_spectral_radius(fit.model.branching);
    if (!radius) return radius.error();
    fit.spectral_radius = *radius;
    return fit;
}

}  // namespace entangled::kernels
