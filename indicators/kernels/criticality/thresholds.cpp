#include "indicators/kernels/criticality/thresholds.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <array>
#include <cmath>

namespace entangled::kernels {

Result<double> as_printed(double value, int decimals)
{
    if (!std::isfinite(value) || decimals < 0 || decimals > 15) {
        return Error{Errc::bad_value, "as_printed: not finite, or not 0 to 15 places"};
    }
    const double scale = std::pow(10.0, decimals);
    // A double this large has no digits behind the place.
    if (std::abs(value) >= 0x1p52 / scale) return value;
    return std::round(value * scale) / scale + 0.0;
}

Result<bool> reaches(double value, const Threshold& threshold)
{
    if (!all_finite(std::array{value, threshold.limit})) {
        return Error{Errc::bad_value, "reaches: the value or the limit is not finite"};
    }
    if (!threshold.decimals) return value >= threshold.limit;
    const auto rounded = as_printed(value, *threshold.decimals);
    if (!rounded) return rounded.error();
    return *rounded >= threshold.limit;
}

Result<bool> critical(double supply_risk, double economic_importance, const CriticalityLimits& limits)
{
    if (!all_non_negative(std::array{supply_risk, economic_importance})) {
        return Error{Errc::bad_value, "critical: a number is negative or not finite"};
    }
    const auto risky = reaches(supply_risk, limits.supply_risk);
    if (!risky) return risky.error();
    const auto important = reaches(economic_importance, limits.economic_importance);
    if (!important) return important.error();
    return *risky && *important;
}

}  // namespace entangled::kernels
