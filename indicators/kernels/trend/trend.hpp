#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace entangled::kernels {

/// A robust line through n points. Two conventions of the intercept are in use; they agree on a line without noise.
struct TheilSen {
    double slope{};                ///< values' unit per times' unit
    double intercept{};            ///< median(y) - slope median(t): Conover (1980), the one of pyMannKendall
    std::optional<Interval> band;  ///< of the slope; absent for two points
    std::size_t n{};
    double residual_intercept{};  ///< median(y - slope t): half of the points lie above the line
};

/// slope = median of the N pair slopes, band = slopes of rank (N -+ z sqrt(Var S))/2 (n = 3, 4: covers 2/3, 11/12 at
/// most). Sen (1968). n >= 2 in any order, O(n^2) memory; negation is exact. A missing point is left out together with
/// its time: the others keep theirs. Errors: no_data if empty, insufficient_points for one, bad_value for equal times,
/// unequal lengths, confidence outside (0, 1), or a time, value, slope or intercept that is not finite.
[[nodiscard]] Result<TheilSen> theil_sen(std::span<const double> times, std::span<const double> values,
                                         double confidence = 0.95);

/// Test for a monotone trend.
struct MannKendall {
    std::int64_t s{};      ///< rising minus falling pairs
    double variance{};     ///< of S with no trend, corrected for ties; 0 if all values are equal
    double z{};            ///< (S -+ 1)/sqrt(variance), 0 if S = 0
    double tau{};          ///< S / (n(n-1)/2), in [-1, 1]; not corrected for ties
    double p_two_sided{};  ///< P(|S'| >= |S|) with no trend: exact if `exact`, otherwise `p_normal`
    double p_normal{};     ///< from |z|, with continuity correction
    bool exact{};          ///< n <= max_exact_points, tied or not
};

/// S = sum over i < j of sgn(x_j - x_i) for `values` in order of time, any unit; spacing does not matter. n >= 2, but p
/// cannot be below 2/n!: n = 5 reaches 0.05 by a perfectly monotone series only. O(n log n) beyond exact p.
/// Mann (1945), Kendall (1975). Values that follow each other closely make p too small: see corrected_trend.hpp.
/// Errors: no_data if empty, insufficient_points for one value, bad_value if a value is not finite.
[[nodiscard]] Result<MannKendall> mann_kendall(std::span<const double> values);

}  // namespace entangled::kernels
