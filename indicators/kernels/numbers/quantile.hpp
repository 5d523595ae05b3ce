#pragma once

#include "indicators/core/result.hpp"

#include <span>
#include <vector>

namespace entangled::kernels {

/// Value at h = (n - 1) p of the sorted values, linear between neighbours; p in [0, 1], in the unit of `values`.
/// Mirrored: quantile(-x, 1 - p) == -quantile(x, p) exactly; a zero is always +0. Smallest legal input: one value.
/// Errors: no_data if empty, bad_value if a value is not finite or p is outside [0, 1].
/// Definition 7 of Hyndman and Fan (1996); p counts in steps of 2^-53, h within n steps of a rank is that rank.
[[nodiscard]] Result<double> quantile(std::span<const double> values, double p);

/// quantile(values, 0.5): the middle value, or the mean of the two in the middle. Exactly antisymmetric.
/// Smallest legal input: one value. Errors: no_data if empty, bad_value if a value is not finite.
[[nodiscard]] Result<double> median(std::span<const double> values);

/// quantile(values, p) for each p, the same bytes, in time linear in n for a few p; reorders `values`. In the order of
/// `probabilities`, any length. Smallest legal input: one value. Errors: as for `quantile`.
[[nodiscard]] Result<std::vector<double>> quantiles_by_selection(std::span<double> values,
                                                                 std::span<const double> probabilities);

}  // namespace entangled::kernels
