#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/fit.hpp"
#include "indicators/kernels/hawkes/parameters.hpp"

#include <Eigen/Core>
#include <optional>
#include <vector>

namespace entangled::kernels {

/// Standard errors of a fit, absent for what is fixed, at a bound or not identified.
struct HawkesStandardErrors {
    std::vector<std::optional<double>> background;              ///< of mu_i
    std::vector<std::vector<std::optional<double>>> branching;  ///< of A_ij, rows = targets
    std::optional<double> decay;                                ///< of beta
    std::optional<double> spectral_radius;  ///< delta method over the free A_ij; absent if none is, or rho has no slope
    std::vector<HawkesParameter> interior;  ///< parameters off their bounds: all mu, then A by rows, then beta
    Eigen::MatrixXd covariance;             ///< of `interior`: inverse of minus the second derivatives
};

/// From the observed information of the parameters off their bounds (Ogata 1978). Errors: not_identified if no
/// parameter is off its bounds or the information is not positive definite, those of HawkesLikelihood::evaluate.
[[nodiscard]] Result<HawkesStandardErrors> standard_errors(HawkesLikelihood& likelihood, const HawkesFit& fit);

}  // namespace entangled::kernels
