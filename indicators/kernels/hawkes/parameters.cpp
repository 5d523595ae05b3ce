#include "indicators/kernels/hawkes/parameters.hpp"

#include <algorithm>

namespace entangled::kernels {
namespace {

// The error of a central difference is least where rounding and the third derivative balance.
constexpr double relative_step = 3e-5;

template <class Parts>
auto& choose(Parts& parts, const HawkesParameter& parameter)
{
    switch (parameter.kind) {
        case HawkesParameter::Kind::background: return parts.background(parameter.row);
        case HawkesParameter::Kind::branching: return parts.branching(parameter.row, parameter.column);
        case HawkesParameter::Kind::decay: break;
    }
    return parts.decay;
}

}  // namespace

double& parameter_of(HawkesModel& model, const HawkesParameter& parameter) { return choose(model, parameter); }

double parameter_of(const HawkesModel& model, const HawkesParameter& parameter) { return choose(model, parameter); }

double parameter_of(const HawkesGradient& gradient, const HawkesParameter& parameter)
{
    return choose(gradient, parameter);
}

Result<std::vector<double>> observed_information(HawkesLikelihood& likelihood, const InformationInput& input)
{
    const std::size_t count = input.parameters.size();
    std::vector<double> information(count * count);
    HawkesEvaluation below;
    HawkesEvaluation above;
    HawkesModel moved = input.model;
    for (std::size_t k = 0; k < count; ++k) {
        double& value = parameter_of(moved, input.parameters[k]);
        const double centre = value;
        const double step = std::min(0.5 * centre, relative_step * std::max(centre, input.typical[k]));
        const double low = centre - step;
        const double high = centre + step;
        value = low;
        if (const auto done = likelihood.evaluate(moved, below); !done) return done.error();
        value = high;
        if (const auto done = likelihood.evaluate(moved, above); !done) return done.error();
        value = centre;
        for (std::size_t l = 0; l < count; ++l) {
            const double change = parameter_of(std::as_const(above.gradient), input.parameters[l]) -
                                  parameter_of(std::as_const(below.gradient), input.parameters[l]);
            const double half = -0.5 * change / (high - low);
            information[k * count + l] += half;
            information[l * count + k] += half;
        }
    }
    return information;
}

std::vector<double> typical_scales(const HawkesHistory& history, const HawkesModel& model,
                                   const std::vector<HawkesParameter>& parameters)
{
    std::vector<double> scales;
    for (const HawkesParameter& parameter : parameters) {
        switch (parameter.kind) {
            case HawkesParameter::Kind::background: {
                const std::size_t n = history.counts()[static_cast<std::size_t>(parameter.row)];
                scales.push_back(static_cast<double>(std::max<std::size_t>(1, n)) / history.horizon());
                break;
            }
            case HawkesParameter::Kind::branching: scales.push_back(1.0); break;
            case HawkesParameter::Kind::decay: scales.push_back(model.decay); break;
        }
    }
    return scales;
}

}  // namespace entangled::kernels
