#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// The n(n-1)/2 pairs i < j of a sequence by the order of their values.
struct PairCounts {
    std::int64_t rising{};   ///< x_i < x_j
    std::int64_t falling{};  ///< x_i > x_j: the inversions
    std::int64_t tied{};     ///< x_i = x_j; -0 equals +0
};

/// Exact in O(n log n), zeros for fewer than two values; n <= 2^32. Knight (1966) counts the same by merging.
/// Error: bad_value if a value is not finite.
[[nodiscard]] Result<PairCounts> count_pairs(std::span<const double> values);

/// The same counts again and again without allocating: for loops over many series of one length.
class PairCounter {
  public:
    /// Values are finite, which is not checked.
    [[nodiscard]] PairCounts count(std::span<const double> values);

  private:
    bool radix_sort(std::span<const double> values);
    bool settle(std::span<const double> values);
    void comparison_sort(std::span<const double> values);

    std::vector<std::uint64_t> items_;
    std::vector<std::uint64_t> spare_;
    std::vector<double> sorted_;
    std::vector<std::uint32_t> order_;
    std::vector<std::uint32_t> merged_;
};

}  // namespace entangled::kernels
