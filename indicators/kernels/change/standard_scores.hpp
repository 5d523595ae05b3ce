#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace entangled::kernels {

// How unusual a value is beside a baseline. The baseline never holds the value itself: a z-score of a value within its
// own n values cannot exceed (n - 1)/sqrt(n), 2.85 for ten. Baselines are in any order, one unit.

enum class Scale {
    median_deviation,  ///< MAD/0.6744897502: the standard deviation of a normal baseline
    mean_deviation     ///< 1.253314137 times the mean of |x - median|, where more than half the baseline is one value
};

struct RobustScore {
    double z{};       ///< (value - median)/scale; beyond 3.5 in size it stands out: Iglewicz and Hoaglin (1993)
    double median{};  ///< of the baseline
    double scale{};   ///< > 0, in the unit of the values
    Scale kind{};
};

/// Errors: no_data if the baseline is empty, not_identified if all of it is equal, bad_value if a value or the score is
/// not finite. Any baseline with two different values will do; a few dozen are needed to mean something.
[[nodiscard]] Result<RobustScore> robust_z(std::span<const double> baseline, double value);

/// (value - mean)/sd of the baseline, n - 1 in the sd. n >= 2. Errors: no_data if empty, insufficient_points for one,
/// not_identified if the baseline is flat, bad_value if a value or the score is not finite.
[[nodiscard]] Result<double> z_score(std::span<const double> baseline, double value);

/// z_score of values[index] in all other values. Three values at least. Errors as for `z_score`, and bad_value if the
/// index is outside.
[[nodiscard]] Result<double> leave_one_out_z(std::span<const double> values, std::size_t index);

struct SurgeRule {
    double hold_out = 0.0;             ///< H >= 0: times within H before the last point are no baseline
    std::optional<double> lookback{};  ///< > H: how far back the baseline goes, all if absent
    std::size_t fewest = 2;            ///< smallest baseline, >= 2
};

struct Surge {
    RobustScore score;
    std::size_t baseline{};  ///< values in it
};

/// robust_z of the last value in a baseline of those at times t with last - lookback <= t < last - hold_out: a rise
/// that lasts cannot hide in its own baseline. `times` ascending, in the unit of the rule, the last later than the
/// rest. Errors: no_data if empty, insufficient_points if the baseline is smaller than `fewest`, not_identified if it
/// is flat, bad_value for unequal lengths, times out of order, an illegal rule or values that are not finite.
[[nodiscard]] Result<Surge> surge(std::span<const double> times, std::span<const double> values,
                                  const SurgeRule& rule = {});

}  // namespace entangled::kernels
