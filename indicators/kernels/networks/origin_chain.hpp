#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Where a material comes from once the sources of its sellers are looked through: O = f R^k for k without end, solved
/// exactly as an absorbing chain, cycles among refiners included. `face`[c] >= 0 is what is bought from c directly (f,
/// shares or amounts); `feed`(r, c) the share of r's feed that comes from c (R, rows sum to 1 within 1e-9). c is a
/// primary producer if it feeds only itself. O is in the unit of f, sums to the sum of f and is 0 for all who are not
/// primary. Errors: no_data if empty or all of f is 0; bad_value for unequal sizes or illegal shares; not_identified if
/// some refiner's feed never leads to a primary producer. Kemeny and Snell (1960).
[[nodiscard]] Result<std::vector<double>> ultimate_origins(std::span<const double> face, const Eigen::MatrixXd& feed);

}  // namespace entangled::kernels
