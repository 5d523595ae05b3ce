#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// x - mean over 2^exponent, so that no deviation exceeds 2 in size and their squares and fourth powers stay in range.
struct Deviations {
    std::vector<double> values;
    double scaled_mean{};  ///< mean over 2^exponent
    int exponent{};
    bool flat{};  ///< all values are equal; the deviations are then exactly 0
};

/// Errors, named by `what`: bad_value if a value is not finite, no_data if empty, insufficient_points below `fewest`.
[[nodiscard]] Result<Deviations> deviations(std::span<const double> values, std::size_t fewest, const char* what);

}  // namespace entangled::kernels
