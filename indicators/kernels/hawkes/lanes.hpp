#pragma once

#include <cstddef>
#include <cstdint>

namespace entangled::kernels {

// Four doubles worked at once, in registers as wide as the machine has. Arrays of four and trust in the vectoriser cost
// twice the time here, because it keeps running sums in memory.
inline constexpr std::size_t lane_count = 4;
using Lanes [[gnu::vector_size(32)]] = double;
using LaneBits [[gnu::vector_size(32)]] = std::int64_t;
using LaneWords [[gnu::vector_size(32)]] = std::uint64_t;
using LaneBytes [[gnu::vector_size(4)]] = std::int8_t;

}  // namespace entangled::kernels
