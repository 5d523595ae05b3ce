#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>

namespace entangled::kernels {

/// Mutually exciting Hawkes process with exponential memory, one decay for all pairs:
/// lambda_i(t) = mu_i + sum_j sum_{t_k of type j < t} A_ij beta exp(-beta (t - t_k)). Hawkes (1971).
/// ROW = target, COLUMN = source: branching(i, j) = expected direct children of type i of one event of type j.
struct HawkesModel {
    Eigen::VectorXd background;  ///< mu_i >= 0, events per unit of time
    Eigen::MatrixXd branching;   ///< A >= 0, without unit; tick's `adjacency` is the same, hawkeslib's the transpose
    double decay{};              ///< beta > 0, per unit of time; half-life ln 2 / beta
};

/// Whether `model` is legal. Errors: no_data without a type, bad_value if branching is not d x d, mu or A is negative,
/// beta is not positive, beta A exceeds the range of double, or anything is not finite.
[[nodiscard]] Result<void> check(const HawkesModel& model);

/// A = alpha / beta from the heights alpha(i, j) >= 0 by which an event of type j lifts lambda_i (rows = targets).
/// Errors: bad_value if alpha is negative or not finite, beta not positive, or a ratio exceeds the range of double.
[[nodiscard]] Result<Eigen::MatrixXd> branching_from_jumps(const Eigen::MatrixXd& jumps, double decay);

/// alpha = A beta, the inverse of branching_from_jumps; errors alike.
[[nodiscard]] Result<Eigen::MatrixXd> jumps_from_branching(const Eigen::MatrixXd& branching, double decay);

/// Branching from a matrix whose ROWS are sources, as hawkeslib has it: the transpose.
/// Error: bad_value if an entry is negative or not finite.
[[nodiscard]] Result<Eigen::MatrixXd> branching_from_source_rows(const Eigen::MatrixXd& source_rows);

}  // namespace entangled::kernels
