#pragma once

#include "indicators/core/result.hpp"

#include <span>
#include <vector>

namespace entangled::kernels {

/// Rank of each value among all, 1 for the smallest; equal values share the mean of their ranks. In the order of
/// `values`, multiples of 1/2 in [1, n]. Errors: no_data if empty, bad_value if a value is not finite. Kendall (1945).
[[nodiscard]] Result<std::vector<double>> mid_ranks(std::span<const double> values);

}  // namespace entangled::kernels
