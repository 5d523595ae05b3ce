#include "indicators/kernels/hawkes/search.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <nlopt.h>
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace entangled::kernels {
namespace {

using Kind = HawkesParameter::Kind;

constexpr int most_evaluations = 400;
// Of the numbers of size one: nearer than this the optimiser cannot tell a bound from its neighbourhood.
constexpr double beside_bound = 1e-6;
// Newton steps do the rest faster.
constexpr double good_enough = 1e-9;

double objective(unsigned, const double* point, double* slope, void* search)
{
    const auto value = static_cast<HawkesSearch*>(search)->value(point, slope);
    return value.value_or(std::numeric_limits<double>::infinity());
}

}  // namespace

HawkesSearch::HawkesSearch(HawkesLikelihood& likelihood, const HawkesFitOptions& options) : likelihood_{likelihood}
{
    const HawkesHistory& history = likelihood_.history();
    const auto d = static_cast<Eigen::Index>(history.type_count());
    fixed_.background = Eigen::VectorXd::Constant(d, options.min_background);
    fixed_.branching = Eigen::MatrixXd::Zero(d, d);
    fixed_.decay = options.fixed_decay.value_or(options.decay.lower);
    for (Eigen::Index i = 0; i < d; ++i) {
        const std::size_t n = history.counts()[static_cast<std::size_t>(i)];
        if (n == 0) continue;
        // At a maximum mu_i T is the expected number of background events, which is n_i at most.
        const double scale = static_cast<double>(n) / history.horizon();
        const double lower = options.min_background / scale;
        add({Kind::background, i, 0}, scale, {lower, std::max(2.0, 2.0 * lower)});
    }
    add_branching(options);
    if (!options.fixed_decay) {
        add({Kind::decay, 0, 0}, 1.0, {std::log(options.decay.lower), std::log(options.decay.upper)});
    }
    model_ = fixed_;
}

void HawkesSearch::add(HawkesParameter parameter, double scale, Interval bounds)
{
    parameters_.push_back(parameter);
    scales_.push_back(scale);
    lower_.push_back(bounds.lower);
    upper_.push_back(bounds.upper);
}

void HawkesSearch::add_branching(const HawkesFitOptions& options)
{
    const HawkesHistory& history = likelihood_.history();
    const auto d = static_cast<Eigen::Index>(history.type_count());
    Eigen::VectorXd exposure = Eigen::VectorXd::Zero(d);
    for (std::size_t k = 0; k < history.size(); ++k) {
        exposure[history.types()[k]] -= std::expm1(-fixed_.decay * (history.horizon() - history.times()[k]));
    }
    for (Eigen::Index i = 0; i < d; ++i) {
        const std::size_t n = history.counts()[static_cast<std::size_t>(i)];
        for (Eigen::Index j = 0; j < d; ++j) {
            if (options.free_branching.size() > 0 && !options.free_branching(i, j)) continue;
            // At a maximum A_ij S_j is the expected number of children, n_i at most, and S_j grows with beta.
            const double most = static_cast<double>(n) / exposure[j];
            if (n == 0 || !(exposure[j] > 0.0) || !std::isfinite(most)) continue;
            add({Kind::branching, i, j}, 1.0, {0.0, std::max(1.0, 2.0 * most)});
        }
    }
}

std::vector<double> HawkesSearch::neutral_start(double decay) const
{
    const auto types = static_cast<double>(likelihood_.history().type_count());
    std::vector<double> point;
    for (std::size_t k = 0; k < parameters_.size(); ++k) {
        double value = 0.5;
        if (parameters_[k].kind == Kind::branching) value = 0.5 / types;
        if (parameters_[k].kind == Kind::decay) value = std::log(decay);
        point.push_back(std::clamp(value, lower_[k], upper_[k]));
    }
    return point;
}

std::vector<double> HawkesSearch::point_of(const HawkesModel& model) const
{
    std::vector<double> point;
    for (std::size_t k = 0; k < parameters_.size(); ++k) {
        double value = parameter_of(model, parameters_[k]) / scales_[k];
        if (parameters_[k].kind == Kind::decay) value = std::log(value);
        point.push_back(std::clamp(value, lower_[k], upper_[k]));
    }
    return point;
}

void HawkesSearch::unpack(const double* point, HawkesModel& model) const
{
    for (std::size_t k = 0; k < parameters_.size(); ++k) {
        const bool logarithm = parameters_[k].kind == Kind::decay;
        parameter_of(model, parameters_[k]) = logarithm ? std::exp(point[k]) : point[k] * scales_[k];
    }
}

HawkesModel HawkesSearch::model_of(const std::vector<double>& point) const
{
    HawkesModel model = fixed_;
    unpack(point.data(), model);
    return model;
}

std::optional<double> HawkesSearch::value(const double* point, double* slope)
{
    const std::span wanted{point, parameters_.size()};
    if (!all_finite(wanted)) return std::nullopt;
    // The optimiser asks for value and gradient of one point in two calls.
    if (seen_.empty() || !std::ranges::equal(seen_, wanted)) {
        seen_.clear();
        ++evaluations_;
        unpack(point, model_);
        if (!likelihood_.evaluate(model_, evaluation_)) return std::nullopt;
        seen_.assign(wanted.begin(), wanted.end());
    }
    const auto n = static_cast<double>(likelihood_.history().size());
    for (std::size_t k = 0; slope != nullptr && k < parameters_.size(); ++k) {
        const double scale = parameters_[k].kind == Kind::decay ? model_.decay : scales_[k];
        slope[k] = -parameter_of(std::as_const(evaluation_.gradient), parameters_[k]) * scale / n;
    }
    return -evaluation_.log_likelihood / n;
}

bool HawkesSearch::at_bound(const std::vector<double>& point, std::size_t k) const
{
    return point[k] <= lower_[k] || point[k] >= upper_[k];
}

bool HawkesSearch::settle(std::vector<double>& point, const std::vector<double>& slope) const
{
    const std::vector<double> before = point;
    for (std::size_t k = 0; k < point.size(); ++k) {
        if (slope[k] > 0.0 && point[k] - lower_[k] < beside_bound) point[k] = lower_[k];
        if (slope[k] < 0.0 && upper_[k] - point[k] < beside_bound) point[k] = upper_[k];
    }
    return point != before;
}

double HawkesSearch::free_slope(const std::vector<double>& point, const std::vector<double>& slope) const
{
    double largest = 0.0;
    for (std::size_t k = 0; k < point.size(); ++k) {
        const bool held = (point[k] <= lower_[k] && slope[k] > 0.0) || (point[k] >= upper_[k] && slope[k] < 0.0);
        if (!held) largest = std::max(largest, std::abs(slope[k]));
    }
    return largest;
}

std::optional<double> HawkesSearch::descend(std::vector<double>& point)
{
    const auto count = static_cast<unsigned>(point.size());
    if (count == 0) return value(point.data(), nullptr);
    const std::unique_ptr<nlopt_opt_s, decltype(&nlopt_destroy)> optimiser{nlopt_create(NLOPT_LD_SLSQP, count),
                                                                           &nlopt_destroy};
    nlopt_set_lower_bounds(optimiser.get(), lower_.data());
    nlopt_set_upper_bounds(optimiser.get(), upper_.data());
    nlopt_set_min_objective(optimiser.get(), objective, this);
    nlopt_set_ftol_rel(optimiser.get(), good_enough);
    nlopt_set_xtol_rel(optimiser.get(), good_enough);
    nlopt_set_maxeval(optimiser.get(), most_evaluations);
    // Whatever ended the search, the slope at its end decides whether it converged.
    double best = 0.0;
    nlopt_optimize(optimiser.get(), point.data(), &best);
    if (!all_finite(point)) return std::nullopt;
    for (std::size_t k = 0; k < point.size(); ++k) point[k] = std::clamp(point[k], lower_[k], upper_[k]);
    return value(point.data(), nullptr);
}

}  // namespace entangled::kernels
