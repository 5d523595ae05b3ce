#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>

namespace entangled::kernels {

// A table often ends in a residual ("other countries") >= 0 of unknown make-up. What it can hide is an interval, as in
// `herfindahl_bounds`: lower if it is infinitely many suppliers, upper if it is one. Ends are ratios in [0, 1] of named
// amounts and residual together, exact for residual 0, and tight. Errors of all: no_data if no named amount is
// positive, bad_value if an amount or the residual is negative or not finite.

/// 1/HHI over `herfindahl_bounds`: at least 1. Errors as for it, bad_value if the upper end exceeds the range.
[[nodiscard]] Result<Interval> effective_number_bounds(std::span<const double> amounts, double residual);

/// Largest share: of the named (lower), or the residual as one supplier if that is larger (upper).
[[nodiscard]] Result<Interval> top_share_bounds(std::span<const double> amounts, double residual);

/// CR_k: of the named (lower), or with the residual as one of the k if that is more (upper).
/// Error: bad_value also if k is 0.
[[nodiscard]] Result<Interval> top_k_share_bounds(std::span<const double> amounts, std::size_t k, double residual);

/// Share of a bloc with named `members` beside named `others`: none of the residual is a member's (lower), or all of it
/// is (upper). Either list may be empty. Errors: no_data if all is zero, bad_value as above.
[[nodiscard]] Result<Interval> bloc_share_bounds(std::span<const double> members, std::span<const double> others,
                                                 double residual);

}  // namespace entangled::kernels
