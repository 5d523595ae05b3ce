#include "indicators/kernels/criticality/composites.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace entangled::kernels {

Result<double> criticality_magnitude(const CriticalityAxes& axes)
{
    std::array values{axes.supply_risk, axes.environmental, axes.vulnerability};
    const auto off_scale = [](double value) { return !(value >= 0.0 && value <= 100.0); };
    if (std::ranges::any_of(values, off_scale)) {
        return Error{Errc::bad_value, "criticality_magnitude: an axis is outside of [0, 100]"};
    }
    // Ascending, so that the axes are symmetric to the last bit.
    std::ranges::sort(values);
    return std::min(100.0, std::hypot(values[0], values[1], values[2]) / std::sqrt(3.0));
}

Result<double> criticality_potential(double supply_risk, double production_growth, double market_dynamics)
{
    std::array factors{supply_risk, production_growth, market_dynamics};
    if (!all_ratios(factors)) return Error{Errc::bad_value, "criticality_potential: a factor is outside of [0, 1]"};
    std::ranges::sort(factors);
    return std::min(1.0, std::cbrt(factors[0]) * std::cbrt(factors[1]) * std::cbrt(factors[2]));
}

}  // namespace entangled::kernels
