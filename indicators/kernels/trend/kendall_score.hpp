#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// S of Kendall for values in order of time, and its variance if there is no trend.
struct KendallScore {
    std::int64_t s{};               ///< rising minus falling pairs
    double variance{};              ///< [n(n-1)(2n+5) - sum t(t-1)(2t+5)]/18 over groups of t equal values
    std::vector<std::size_t> ties;  ///< sizes of the groups of equal values, each at least 1, in ascending value
};

/// In O(n log n). Needs two values. Mann (1945), Kendall (1975).
/// Errors: no_data if empty, insufficient_points for one value, bad_value if a value is not finite.
[[nodiscard]] Result<KendallScore> kendall_score(std::span<const double> values);

/// (s -+ 1)/sqrt(variance), 0 for s = 0 or no variance.
[[nodiscard]] double continuity_corrected_z(std::int64_t s, double variance) noexcept;

}  // namespace entangled::kernels
