#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <span>
#include <vector>

namespace entangled::kernels {

// Ways to bring inputs to one scale. OECD/JRC (2008), Handbook on Constructing Composite Indicators.

/// (value - lower)/(upper - lower) held in [floor, 1]; goalposts are fixed in advance, because moving minima and maxima
/// rewrite history. 1 is the more fragile end. Errors: bad_value if an argument is not finite, the goalposts are not in
/// order, or floor is outside [0, 1); not_identified if they are equal.
[[nodiscard]] Result<double> goalpost_score(double value, Interval goalposts, double floor = 0.01);

/// Share of a frozen reference period below `value`, ties counted half; in [0, 1]. One reference value is enough.
/// Errors: no_data if there is none, bad_value if a value is not finite.
[[nodiscard]] Result<double> percentile_score(std::span<const double> reference, double value);

/// Values moved so that their minimum and maximum are the ends of `range`. Two distinct values. Errors: no_data if
/// empty, bad_value if one is not finite or the range is not in order, not_identified if all are equal.
[[nodiscard]] Result<std::vector<double>> rescale(std::span<const double> values, Interval range);

/// Values moved to the given mean and standard deviation (n - 1), sd >= 0. Two distinct values. Errors: as `rescale`.
[[nodiscard]] Result<std::vector<double>> standardise(std::span<const double> values, double mean, double sd);

/// (value - min)/(target - min), at most 1 if `capped`: how much of the way to a target above the minimum is done.
/// Errors: no_data if empty, bad_value if an argument is not finite or a result overflows, not_identified unless the
/// target exceeds the minimum.
[[nodiscard]] Result<std::vector<double>> distance_to_target(std::span<const double> values, double target,
                                                             bool capped = true);

}  // namespace entangled::kernels
