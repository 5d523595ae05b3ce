#pragma once

#include "indicators/core/time.hpp"

namespace entangled {

/// The wall clock, to the millisecond. Read once for each round and passed on.
[[nodiscard]] inline Timestamp wall_clock() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

}  // namespace entangled
