#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/model.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <optional>

namespace entangled::kernels {

// What a branching matrix A (rows = targets, columns = sources, entries >= 0) says about a Hawkes process. Square and
// of at least one type; otherwise, or if an entry is negative or not finite, bad_value (no_data if empty).

/// rho(A), the largest modulus of an eigenvalue: below 1 stationary, 1 critical, above 1 explosive.
/// Two types: (tr + sqrt((A_11 - A_22)^2 + 4 A_12 A_21)) / 2. Error: not_identified if the eigenvalues do not converge.
[[nodiscard]] Result<double> branching_spectral_radius(const Eigen::MatrixXd& branching);

/// (I - A)^-1 mu, events of each type per unit of time in the long run. Errors: not_identified if rho(A) >= 1, those of
/// `check`.
[[nodiscard]] Result<Eigen::VectorXd> stationary_rate(const HawkesModel& model);

/// (I - A)^-1, rows = targets: events of type i in the expected family of one event of type j, itself included; its
/// column sums are the expected cluster sizes by type of the root. Error: not_identified if rho(A) >= 1.
[[nodiscard]] Result<Eigen::MatrixXd> total_progeny(const Eigen::MatrixXd& branching);

/// A_ij A_ji, own second-generation acts provoked through the other side; `one` and `other` differ.
/// Error: bad_value if they are equal or out of range, or if the product exceeds the range of double.
[[nodiscard]] Result<double> loop_gain(const Eigen::MatrixXd& branching, std::size_t one, std::size_t other);

/// log(A_one,other / A_other,one) > 0 if `one` answers acts of `other` more than it is answered; absent if one of the
/// two is 0. Error: bad_value if they are equal or out of range.
[[nodiscard]] Result<std::optional<double>> provocation_asymmetry(const Eigen::MatrixXd& branching, std::size_t one,
                                                                  std::size_t other);

}  // namespace entangled::kernels
