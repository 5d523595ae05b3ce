#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/trend/crossing.hpp"
#include "indicators/kernels/trend/line_crossing.hpp"

#include <optional>

namespace entangled::kernels {

/// When one side reaches its goal. An absent time is never, an absent end of the interval is unbounded.
struct Arrival {
    std::optional<double> time{};
    std::optional<double> lower{};
    std::optional<double> upper{};
};

/// The times of a crossing from now on.
[[nodiscard]] Arrival arrival_of(const Crossing& crossing) noexcept;
[[nodiscard]] Arrival arrival_of(const LineCrossing& crossing) noexcept;

/// Who arrives at all.
enum class RaceField { both, only_first, only_second, neither };

/// The lead of the first side: arrival of the second minus arrival of the first, positive if the first is earlier.
struct ArrivalRace {
    RaceField field{};
    std::optional<double> lead{};   ///< present if both arrive
    std::optional<double> lower{};  ///< second.lower - first.upper; absent: unbounded
    std::optional<double> upper{};  ///< second.upper - first.lower; absent: unbounded
    bool decided{};                 ///< the interval does not hold 0: one side leads for all rates of both bands
};

/// Interval arithmetic of the two arrivals, both on one scale of time; exchange of the sides negates it exactly.
/// Error: bad_value if a time is not finite, outside of its interval, or the difference exceeds the range of double.
[[nodiscard]] Result<ArrivalRace> arrival_race(const Arrival& first, const Arrival& second);

}  // namespace entangled::kernels
