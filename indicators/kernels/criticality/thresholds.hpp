#pragma once

#include "indicators/core/result.hpp"

#include <optional>

namespace entangled::kernels {

/// `value` rounded to `decimals` in 0..15 places, halves away from zero, as tables print it.
/// Errors: bad_value if the value is not finite or the places are out of range.
[[nodiscard]] Result<double> as_printed(double value, int decimals);

/// A value counts from `limit` on. With `decimals` the value is rounded first, as printed: 0.96 then reaches 1.0, which
/// it does not otherwise. The publications do not say which they do, so the choice is the caller's.
struct Threshold {
    double limit{};
    std::optional<int> decimals{};
};

/// value >= limit, after the rounding if there is one. Errors: bad_value as for `as_printed`, or for the limit.
[[nodiscard]] Result<bool> reaches(double value, const Threshold& threshold);

/// Both thresholds of the EU's assessments since 2017.
struct CriticalityLimits {
    Threshold supply_risk{1.0, std::nullopt};
    Threshold economic_importance{2.8, std::nullopt};
};

/// True if supply risk and economic importance both reach their thresholds. European Commission (2017).
/// Errors: bad_value if a number is negative or not finite or a threshold illegal.
[[nodiscard]] Result<bool> critical(double supply_risk, double economic_importance, const CriticalityLimits& = {});

}  // namespace entangled::kernels
