#pragma once

#include "indicators/core/result.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// A gamma variate of scale 1 and shape in [1e-2, 1e6], a function of its arguments. Marsaglia and Tsang (2000).
/// Error: bad_value for another shape.
[[nodiscard]] Result<double> gamma_draw(double shape, std::uint64_t id, std::uint64_t draw);

/// Weights >= 0 that add to 1: Dirichlet with parameters `concentration` * shares of `weights`, whose means are those
/// shares; higher concentration > 0 scatters less. A weight of 0 stays 0. A function of its arguments. Errors: no_data
/// if empty or all 0, bad_value if a weight or parameter is illegal or a positive parameter is outside [1e-2, 1e6].
[[nodiscard]] Result<std::vector<double>> dirichlet_draw(std::span<const double> weights, double concentration,
                                                         std::uint64_t id, std::uint64_t draw);

}  // namespace entangled::kernels
