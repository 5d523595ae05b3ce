#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/likelihood.hpp"

#include <Eigen/Core>
#include <vector>

namespace entangled::kernels {

/// One number of a HawkesModel.
struct HawkesParameter {
    enum class Kind { background, branching, decay };
    Kind kind{};
    Eigen::Index row{};     ///< type, or target
    Eigen::Index column{};  ///< source; 0 unless kind is branching
    friend bool operator==(const HawkesParameter&, const HawkesParameter&) = default;
};

/// The number itself.
[[nodiscard]] double& parameter_of(HawkesModel& model, const HawkesParameter& parameter);
[[nodiscard]] double parameter_of(const HawkesModel& model, const HawkesParameter& parameter);

/// Its derivative.
[[nodiscard]] double parameter_of(const HawkesGradient& gradient, const HawkesParameter& parameter);

/// Minus the second derivatives of the log-likelihood by `parameters`, all > 0 in `model`: central differences of the
/// analytic gradient, made symmetric. `typical[k]` > 0 is the scale of parameter k.
/// Errors: those of HawkesLikelihood::evaluate.
struct InformationInput {
    const HawkesModel& model;
    const std::vector<HawkesParameter>& parameters;
    const std::vector<double>& typical;
};
[[nodiscard]] Result<std::vector<double>> observed_information(HawkesLikelihood& likelihood,
                                                               const InformationInput& input);

/// Scales for the above: n_i / T, 1, and beta itself.
[[nodiscard]] std::vector<double> typical_scales(const HawkesHistory& history, const HawkesModel& model,
                                                 const std::vector<HawkesParameter>& parameters);

}  // namespace entangled::kernels
