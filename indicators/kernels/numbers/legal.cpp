#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {

bool all_finite(std::span<const double> values) noexcept
{
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

bool all_non_negative(std::span<const double> values) noexcept
{
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value) && value >= 0.0; });
}

bool all_ratios(std::span<const double> values) noexcept
{
    return std::ranges::all_of(values, [](double value) { return value >= 0.0 && value <= 1.0; });
}

bool ascending(std::span<const double> values) noexcept { return all_finite(values) && std::ranges::is_sorted(values); }

}  // namespace entangled::kernels
