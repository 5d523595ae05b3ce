#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <optional>

namespace entangled::kernels {

/// Years until a falling level meets its target. An absent time is "never" at that rate.
struct Crossing {
    std::optional<double> years;  ///< at the rate itself
    std::optional<double> lower;  ///< at the fastest rate of the band; absent: never within the band
    std::optional<double> upper;  ///< at the slowest rate of the band
    bool may_never{};             ///< the band holds a rate at which the target is never met, so `upper` is absent
};

/// T = ln(level/target)/rate in years, rate = -d ln(level)/dt per year, positive while the level falls; 0 for each time
/// if level <= target. A rate <= 0, or one so small that T exceeds the range of double, is never. Exponential decay.
/// Error: bad_value unless level > 0, target > 0, band.lower <= rate <= band.upper, all finite.
[[nodiscard]] Result<Crossing> time_to_threshold(double level, double target, double rate, Interval band);

}  // namespace entangled::kernels
