#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>

namespace entangled::kernels {

/// P(D_n >= distance) for the two-sided Kolmogorov distance of n >= 1 independent draws from their own distribution.
/// Absolute error below 1e-11 up to 1000 draws or in the tail, 5e-8 beyond. Durbin's matrix (Marsaglia, Tsang, Wang
/// 2003), twice the one-sided tail (Miller 1956), Pelz and Good (1976); chosen as by Simard and L'Ecuyer (2011).
/// Errors: insufficient_points for n = 0, bad_value if the distance is negative or not finite.
[[nodiscard]] Result<double> kolmogorov_tail(std::size_t n, double distance);

}  // namespace entangled::kernels
