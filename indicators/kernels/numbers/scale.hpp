#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <span>

namespace entangled::kernels {

// Where one value stands beside others, on a scale from 0 to 1.

/// (#below + 0.5 #equal)/n, in [0, 1]. If the value is to count in its own rank it stands among the values.
/// Errors: no_data if empty, bad_value if a value is not finite.
[[nodiscard]] Result<double> mid_rank_percentile(std::span<const double> values, double value);

/// Ends of a scale that are frozen for a reference period: smallest and largest value. With moving ends each new
/// extreme rewrites the past. Errors: no_data if empty, not_identified if all are equal, bad_value if not finite.
[[nodiscard]] Result<Interval> goalposts(std::span<const double> reference);

/// (value - lower)/(upper - lower) held in [floor, 1], floor in [0, 1): one above 0 keeps a geometric mean alive.
/// Errors: bad_value if an argument is not finite or out of order, not_identified if the ends are equal. OECD/JRC
/// (2008).
[[nodiscard]] Result<double> goalpost_score(double value, Interval ends, double floor = 0.01);

}  // namespace entangled::kernels
