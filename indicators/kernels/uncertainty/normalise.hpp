#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <span>
#include <vector>

namespace entangled::kernels {

// Ways to bring inputs to one scale. OECD/JRC (2008), Handbook on Constructing Composite Indicators.

/// Values moved so that their minimum and maximum are the ends of `range`. Two distinct values. Errors: no_data if
/// empty, bad_value if one is not finite or the range is not in order, not_identified if all are equal.
[[nodiscard]] Result<std::vector<double>> rescale(std::span<const double> values, Interval range);

/// Values moved to the given mean and standard deviation (n - 1), sd >= 0. Two distinct values. Errors: as `rescale`.
[[nodiscard]] Result<std::vector<double>> rescale_to_moments(std::span<const double> values, double mean, double sd);

/// (value - min)/(target - min), at most 1 if `capped`: how much of the way to a target above the minimum is done.
/// Errors: no_data if empty, bad_value if an argument is not finite or a result overflows, not_identified unless the
/// target exceeds the minimum.
[[nodiscard]] Result<std::vector<double>> distance_to_target(std::span<const double> values, double target,
                                                             bool capped = true);

}  // namespace entangled::kernels
