#pragma once

#include "indicators/core/result.hpp"

#include <span>

namespace entangled::kernels {

/// What an act still counts for: its severity and its age.
struct AgedWeight {
    double age_days{};  ///< >= 0
    double weight{};    ///< >= 0, severity points
};

/// sum of weight * 2^(-age/half-life) in severity points, >= 0, the same bytes for any order of `events`.
/// No events is 0, not an error: the caller has checked that the record covers the window.
/// Error: bad_value if an age or weight is negative, the half-life is not positive, or one or the sum is not finite.
/// Exponential memory as a sum over events, shot noise (Campbell 1909).
[[nodiscard]] Result<double> decayed_intensity(std::span<const AgedWeight> events, double half_life_days);

}  // namespace entangled::kernels
