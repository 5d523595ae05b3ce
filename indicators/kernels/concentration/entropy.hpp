#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace entangled::kernels {

// Amounts as for `herfindahl`; s_i are their shares and 0 ln 0 = 0.

/// H = -sum s_i ln s_i in nats, in [0, ln n]: 0 for a monopoly. Shannon (1948).
/// Errors: no_data if empty or all zero, bad_value if an amount is negative or not finite.
[[nodiscard]] Result<double> shannon_entropy(std::span<const double> amounts);

/// exp(H), the number of equal suppliers with the same entropy, in [1, n]. Errors as for `shannon_entropy`.
[[nodiscard]] Result<double> entropy_number(std::span<const double> amounts);

/// T = ln n - H in [0, ln n]: 0 at equality, ln n for a monopoly. n is the number of positive amounts, or `slots` if
/// stated. Theil (1967). Errors: as for `shannon_entropy`, bad_value if there are more suppliers than slots.
[[nodiscard]] Result<double> theil_index(std::span<const double> amounts,
                                         std::optional<std::size_t> slots = std::nullopt);

}  // namespace entangled::kernels
