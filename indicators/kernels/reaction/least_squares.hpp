#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>
#include <cstddef>

namespace entangled::kernels {

/// A regression with a constant of each target on the same predictors.
struct LeastSquares {
    Eigen::MatrixXd coefficients;  ///< (1 + predictors) x targets, the constant in row 0
    Eigen::MatrixXd errors;        ///< standard errors of the coefficients, with `degrees`
    Eigen::MatrixXd residuals;     ///< rows x targets
    std::size_t degrees{};         ///< rows - predictors - 1, at least 1
};

/// Ordinary least squares with a constant by pivoted QR of the centred and scaled predictors, one row per observation;
/// no predictors is legal. Gauss (1809). Errors: no_data without a row or target, bad_value if the rows differ in
/// number, a value is not finite or a result overflows, insufficient_points if rows < predictors + 2, not_identified
/// if a predictor is constant or a combination of others (1e-10 of its length is left).
[[nodiscard]] Result<LeastSquares> regress(const Eigen::MatrixXd& predictors, const Eigen::MatrixXd& targets);

}  // namespace entangled::kernels
