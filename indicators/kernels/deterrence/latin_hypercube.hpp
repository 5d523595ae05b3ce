#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entangled::kernels {

/// points[i] in (0, 1) for i < draws, one in each stratum (k/draws, (k + 1)/draws), in an order that is a function of
/// `id` alone: one dimension of a Latin hypercube; give each dimension an id of its own. McKay, Beckman and Conover
/// (1979). Errors: no_data for 0 draws, bad_value for more than 1e7.
[[nodiscard]] Result<std::vector<double>> latin_points(std::size_t draws, std::uint64_t id);

}  // namespace entangled::kernels
