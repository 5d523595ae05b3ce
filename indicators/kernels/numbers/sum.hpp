#pragma once

#include "indicators/core/result.hpp"

#include <vector>

namespace entangled::kernels {

/// Sum whose bytes depend only on the set of `terms`, not on their order: ascending, compensated (Neumaier 1974).
/// In the unit of the terms, any sign; an empty sum is 0. Error: bad_value if a term or a partial sum is not finite.
[[nodiscard]] Result<double> ordered_sum(std::vector<double> terms);

}  // namespace entangled::kernels
