#include "indicators/kernels/hawkes/outlook.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>
#include <unsupported/Eigen/MatrixFunctions>

namespace entangled::kernels {
namespace {

Result<void> check_types(const HawkesModel& model, std::size_t types)
{
    if (const auto legal = check(model); !legal) return legal;
    if (static_cast<std::size_t>(model.background.size()) != types) {
        return Error{Errc::bad_value, "hawkes: model and history differ in their types"};
    }
    return {};
}

/// Memory that fades, and events that join it once time moves on.
struct Memory {
    const HawkesHistory& history;
    double decay;
    Eigen::VectorXd now = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(history.type_count()));
    Eigen::VectorXd pending = now;

    void move_on(double gap)
    {
        now = std::exp(-decay * gap) * (now + pending);
        pending.setZero();
    }
};

/// Calls `seen(event, memory)` before each event; the state at the end is what is returned.
template <class Seen>
Eigen::VectorXd walk(const HawkesHistory& history, double decay, Seen seen)
{
    Memory memory{history, decay};
    double before = 0.0;
    for (std::size_t k = 0; k < history.size(); ++k) {
        if (history.times()[k] > before) memory.move_on(history.times()[k] - before);
        before = history.times()[k];
        seen(k, memory.now);
        memory.pending[history.types()[k]] += 1.0;
    }
    memory.move_on(history.horizon() - before);
    return memory.now;
}

/// d/ds (lambda, N, 1) = G (lambda, N, 1) in units of the span: lambda' = -M lambda + beta mu, N' = lambda.
Eigen::MatrixXd mean_equations(const HawkesModel& model, double span)
{
    const Eigen::Index d = model.background.size();
    Eigen::MatrixXd g = Eigen::MatrixXd::Zero(2 * d + 1, 2 * d + 1);
    const Eigen::MatrixXd unit = Eigen::MatrixXd::Identity(d, d);
    // Intensities are counted in events per span: all entries then have one scale.
    g.topLeftCorner(d, d) = model.decay * span * (model.branching - unit);
    g.topRightCorner(d, 1) = model.decay * span * (model.background * span);
    g.block(d, 0, d, d) = unit;
    return g;
}

bool all_finite(const HawkesOutlook& outlook)
{
    return outlook.quiet_integral.allFinite() && outlook.own_probability_floor.allFinite() &&
           outlook.expected_events.allFinite() && outlook.expected_intensity.allFinite() &&
           std::isfinite(outlook.any_probability);
}

}  // namespace

Result<HawkesState> state_at_end(const HawkesHistory& history, const HawkesModel& model)
{
    if (const auto legal = check_types(model, history.type_count()); !legal) return legal.error();
    HawkesState state;
    state.memory = walk(history, model.decay, [](std::size_t, const Eigen::VectorXd&) {});
    state.intensity = model.background + model.decay * (model.branching * state.memory);
    if (!state.intensity.allFinite()) return Error{Errc::bad_value, "hawkes: an intensity exceeds the range of double"};
    return state;
}

Result<std::vector<double>> intensities_at_events(const HawkesHistory& history, const HawkesModel& model)
{
    if (const auto legal = check_types(model, history.type_count()); !legal) return legal.error();
    std::vector<double> intensities(history.size());
    walk(history, model.decay, [&](std::size_t k, const Eigen::VectorXd& memory) {
        const std::uint8_t type = history.types()[k];
        intensities[k] = model.background[type] + model.decay * model.branching.row(type).dot(memory);
    });
    if (!all_finite(std::span<const double>{intensities})) {
        return Error{Errc::bad_value, "hawkes: an intensity exceeds the range of double"};
    }
    return intensities;
}

Result<HawkesOutlook> outlook(const HawkesModel& model, const Eigen::VectorXd& intensity, double span)
{
    if (const auto legal = check_types(model, static_cast<std::size_t>(intensity.size())); !legal) return legal.error();
    if (!std::isfinite(span) || span <= 0.0) return Error{Errc::bad_value, "outlook: the span is not positive"};
    if (!intensity.allFinite() || (intensity.array() < model.background.array() * (1.0 - 1e-9)).any()) {
        return Error{Errc::bad_value, "outlook: an intensity is below its background rate or not finite"};
    }
    const Eigen::Index d = intensity.size();
    HawkesOutlook result;
    const Eigen::VectorXd excited = (intensity - model.background).cwiseMax(0.0);
    result.quiet_integral = model.background * span - excited * (std::expm1(-model.decay * span) / model.decay);
    result.any_probability = -std::expm1(-result.quiet_integral.sum());
    result.own_probability_floor = result.quiet_integral.unaryExpr([](double x) { return -std::expm1(-x); });
    const Eigen::MatrixXd equations = mean_equations(model, span);
    // The matrix exponential squares itself as often as the binary logarithm of the norm.
    if (!equations.allFinite() || equations.cwiseAbs().maxCoeff() > 1e12) {
        return Error{Errc::bad_value, "outlook: the span is out of all proportion to the rates"};
    }
    Eigen::VectorXd start = Eigen::VectorXd::Zero(2 * d + 1);
    start.head(d) = intensity * span;
    start[2 * d] = 1.0;
    const Eigen::VectorXd end = equations.exp() * start;
    result.expected_intensity = end.head(d) / span;
    result.expected_events = end.segment(d, d);
    if (!all_finite(result)) return Error{Errc::bad_value, "outlook: a value exceeds the range of double"};
    return result;
}

}  // namespace entangled::kernels
