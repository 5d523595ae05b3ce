#include "indicators/kernels/numbers/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace entangled::kernels {
namespace {

/// Symmetric under exchange of the ends with `weight` 0.5, and never outside them.
double between(double near, double far, double weight)
{
    // Not near + weight * (far - near): the difference of two finite values may overflow.
    const double mixed = (1.0 - weight) * near + weight * far;
    return std::clamp(mixed, std::min(near, far), std::max(near, far));
}

/// Rank, counted from the nearer end, of the point with probability `tail` <= 0.5 beyond it.
double rank(std::size_t size, double tail)
{
    const double steps = static_cast<double>(size - 1);
    const double exact = steps * tail;
    // 1 - 0.9 is not 0.1: without this the first decile of eleven values would not be one of them.
    const double nearest = std::round(exact);
    const double slack = static_cast<double>(size) * std::numeric_limits<double>::epsilon();
    return std::abs(exact - nearest) <= slack ? nearest : exact;
}

}  // namespace

Result<double> quantile(std::span<const double> values, double p)
{
    if (values.empty()) return Error{Errc::no_data, "quantile: no values"};
    if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); })) {
        return Error{Errc::bad_value, "quantile: a value is not finite"};
    }
    if (!(p >= 0.0 && p <= 1.0)) return Error{Errc::bad_value, "quantile: p is outside [0, 1]"};
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    // Both tails count from their own end with the same `tail`: below 0.5 it is rounded as 1 - p rounds for the
    // mirrored caller, above 0.5 the difference is exact.
    const bool upper = p > 0.5;
    const double tail = upper ? 1.0 - p : 1.0 - (1.0 - p);
    const double position = rank(sorted.size(), tail);
    const auto index = static_cast<std::size_t>(position);
    const double weight = position - static_cast<double>(index);
    const auto from_end = [&](std::size_t k) { return upper ? sorted[sorted.size() - 1 - k] : sorted[k]; };
    const double near = from_end(index);
    const double value = weight == 0.0 ? near : between(near, from_end(index + 1), weight);
    // Which of two equal zeros is met depends on the order of the input; the sum leaves only +0.
    return value + 0.0;
}

Result<double> median(std::span<const double> values) { return quantile(values, 0.5); }

}  // namespace entangled::kernels
