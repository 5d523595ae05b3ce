#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>

namespace entangled::kernels {

/// A line fitted by least squares.
struct StraightLine {
    double slope{};      ///< values' unit per times' unit
    double intercept{};  ///< values' unit, at time 0
    double r_squared{};  ///< share of the variance explained, in [0, 1]; 1 for equal values
    std::size_t n{};
};

/// Minimises sum (y - intercept - slope t)^2. Points in any order, which does not change a byte; n >= 2.
/// Errors: no_data if empty, insufficient_points for one, not_identified if all times are equal, bad_value for unequal
/// lengths, or a time, value or result that is not finite.
[[nodiscard]] Result<StraightLine> least_squares_line(std::span<const double> times, std::span<const double> values);

}  // namespace entangled::kernels
