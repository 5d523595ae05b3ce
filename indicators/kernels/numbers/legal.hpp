#pragma once

#include <span>

namespace entangled::kernels {

// What kernels ask of their inputs before they compute; each is true of an empty span.

/// Neither NaN nor infinite.
[[nodiscard]] bool all_finite(std::span<const double> values) noexcept;

/// Finite and >= 0.
[[nodiscard]] bool all_non_negative(std::span<const double> values) noexcept;

/// Finite and in [0, 1].
[[nodiscard]] bool all_ratios(std::span<const double> values) noexcept;

/// Finite, and none below the one before.
[[nodiscard]] bool ascending(std::span<const double> values) noexcept;

}  // namespace entangled::kernels
