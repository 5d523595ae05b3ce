#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

// Amounts are >= 0 in one common unit, one per supplier, any order, at least one positive. A world total among them
// is counted as a supplier: the caller leaves it out.

/// s_i = a_i / sum(a), in the order of `amounts`. Ratios in [0, 1] that add to 1 up to rounding.
/// Errors: no_data if empty or all zero, bad_value if an amount is negative or not finite.
[[nodiscard]] Result<std::vector<double>> shares(std::span<const double> amounts);

/// HHI = sum s_i^2, a ratio in (0, 1], 1/n at equality. Needs one supplier.
/// Errors: no_data if empty or all zero, bad_value if an amount is negative or not finite.
/// Hirschman (1945), Herfindahl (1950).
[[nodiscard]] Result<double> herfindahl(std::span<const double> amounts);

/// HHI if the amount `residual` >= 0 ("other countries") is infinitely many suppliers (lower: adds 0) and if it is one
/// (upper: adds its squared share). Both in (0, 1]; exact for residual 0. Hirschman (1945), Herfindahl (1950).
/// Errors: no_data if no named amount is positive, bad_value if an amount or the residual is negative or not finite.
[[nodiscard]] Result<Interval> herfindahl_bounds(std::span<const double> amounts, double residual);

/// HHI on the antitrust scale, 10,000 sum s_i^2, in (0, 10,000]. Errors as for `herfindahl`.
[[nodiscard]] Result<double> herfindahl_10000(std::span<const double> amounts);

/// HHI* = (HHI - 1/n)/(1 - 1/n) in [0, 1]: 0 at equality, 1 for a monopoly. n is the number of positive amounts, or
/// `slots` if stated (places in a table, filled or not): the choice moves the value. Needs n >= 2.
/// Errors: as for `herfindahl`; insufficient_points if n < 2, bad_value if there are more suppliers than slots.
[[nodiscard]] Result<double> normalised_herfindahl(std::span<const double> amounts,
                                                   std::optional<std::size_t> slots = std::nullopt);

/// Hirschman's original index sqrt(sum (100 s_i)^2), in (0, 100]: it orders as HHI does, on another scale.
/// Errors as for `herfindahl`. Hirschman (1945).
[[nodiscard]] Result<double> hirschman_index(std::span<const double> amounts);

/// 1 / HHI, the number of equal suppliers with the same concentration; in [1, n] up to rounding. Needs one supplier.
/// Errors as for `herfindahl`. Adelman (1969).
[[nodiscard]] Result<double> effective_number(std::span<const double> amounts);

/// Share of the largest supplier, max s_i; a ratio in (0, 1]. Needs one supplier.
/// Errors: no_data if empty or all zero, bad_value if an amount is negative or not finite.
[[nodiscard]] Result<double> top_share(std::span<const double> amounts);

/// Concentration ratio CR_k: the sum of the `k` largest shares, in (0, 1]; 1 if there are no more than k suppliers.
/// Errors: as for `top_share`, and bad_value if k is 0.
[[nodiscard]] Result<double> top_k_share(std::span<const double> amounts, std::size_t k);

}  // namespace entangled::kernels
