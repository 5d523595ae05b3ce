#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Most event types of a Hawkes process here.
inline constexpr std::size_t max_hawkes_types = 64;

/// Events of types 0 .. type_count - 1 seen in a window [0, horizon] with nothing before it; any unit of time.
class HawkesHistory {
  public:
    /// `times` ascending in [0, horizon], types[k] the type of event k; events at one time are ordered by type, so that
    /// their order in the input does not matter. No events at all are legal.
    /// Errors: bad_value if a time is not finite, out of order or outside the window, a type is outside of
    /// 0 .. type_count - 1, the lengths differ, the horizon is not positive or type_count not in 1 .. max_hawkes_types.
    [[nodiscard]] static Result<HawkesHistory> make(std::span<const double> times, std::span<const int> types,
                                                    std::size_t type_count, double horizon);

    [[nodiscard]] std::span<const double> times() const noexcept { return times_; }
    [[nodiscard]] std::span<const std::uint8_t> types() const noexcept { return types_; }
    /// Events of each type.
    [[nodiscard]] std::span<const std::size_t> counts() const noexcept { return counts_; }
    [[nodiscard]] std::size_t size() const noexcept { return times_.size(); }
    [[nodiscard]] std::size_t type_count() const noexcept { return counts_.size(); }
    [[nodiscard]] double horizon() const noexcept { return horizon_; }

  private:
    HawkesHistory() = default;

    std::vector<double> times_;
    std::vector<std::uint8_t> types_;
    std::vector<std::size_t> counts_;
    double horizon_{};
};

}  // namespace entangled::kernels
