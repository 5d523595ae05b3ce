#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Longest series with an exact null distribution; at this length the normal approximation of p is within 0.004 of it.
inline constexpr std::size_t max_exact_points = 50;

/// P(k inversions), k = 0..K, of a random order of tied groups of the given sizes; K = pairs not tied, S = K - 2k.
/// Probabilities that add to 1 up to rounding, the same bytes for any order of groups. Smallest legal input: one group.
/// Errors: no_data if empty, bad_value if a size is 0 or they add to more than `max_exact_points`.
/// Kendall (1938); with ties the Gaussian multinomial (MacMahon 1915).
[[nodiscard]] Result<std::vector<double>> inversion_distribution(std::span<const std::size_t> tie_sizes);

}  // namespace entangled::kernels
