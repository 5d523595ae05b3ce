#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <cstdint>

namespace entangled::kernels {

/// Uniform number in (0, 1), an odd multiple of 2^-53, from Philox4x32-10 with key `id` and counter `draw`: a function
/// of its arguments, so draws can be made in any order and number. Salmon et al. (2011), "Parallel random numbers: as
/// easy as 1, 2, 3".
[[nodiscard]] double uniform(std::uint64_t id, std::uint64_t draw) noexcept;

/// (1 - u) lower + u upper with u = uniform(id, draw), inside `range` and in its unit; an exact range gives its value.
/// Error: bad_value if an end is not finite or lower > upper.
[[nodiscard]] Result<double> uniform_in(Interval range, std::uint64_t id, std::uint64_t draw);

}  // namespace entangled::kernels
