#pragma once

#include "indicators/core/result.hpp"

#include <span>
#include <vector>

namespace entangled::kernels {

/// a_i / sum(a), in the order of `amounts`: ratios in [0, 1] that add to 1 up to rounding, at any scale of the amounts.
/// Errors: no_data if empty or all zero, bad_value if an amount is negative or not finite.
[[nodiscard]] Result<std::vector<double>> parts_of_sum(std::span<const double> amounts);

/// sum x_i^2 w_i with as many weights as values, or with none for w_i = 1; an empty sum is 0. Any order, same bytes.
/// Errors: bad_value if the lengths differ, or if an argument or the sum is not finite.
[[nodiscard]] Result<double> weighted_squares(std::span<const double> values, std::span<const double> weights = {});

}  // namespace entangled::kernels
