#include "indicators/kernels/change/detrending.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace entangled::kernels {
namespace {

using Values = std::vector<double>;

constexpr std::size_t most_iterations = 20;

struct Neighbours {
    std::size_t first{};
    std::size_t last{};  ///< one past the end
    double radius{};
};

/// The `count` points nearest to `at`; of two equally far ones the earlier.
Neighbours nearest(std::size_t at, std::size_t count, std::size_t n)
{
    // First window, moving right, in which `at` does not lie beyond the middle of its first point and the next one.
    const std::size_t beyond = 2 * at > count ? (2 * at - count + 1) / 2 : 0;
    const std::size_t first = std::min(beyond, n - count);
    const std::size_t last = first + count;
    return {first, last, static_cast<double>(std::max(at - first, last - 1 - at))};
}

double tricube(double share)
{
    if (share > 0.999) return 0.0;
    if (share < 0.001) return 1.0;
    const double rest = 1.0 - share * share * share;
    return rest * rest * rest;
}

/// Value at `at` of the weighted line through the neighbours; fewer than two to go by leave the point itself.
double local_line(std::span<const double> values, std::size_t at, const Neighbours& near, const Values& robustness)
{
    const auto distance = [&](std::size_t j) { return static_cast<double>(j) - static_cast<double>(at); };
    const auto weight = [&](std::size_t j) {
        return robustness[j] * (near.radius > 0.0 ? tricube(std::abs(distance(j)) / near.radius) : 1.0);
    };
    double total = 0.0;
    double distances = 0.0;
    double mean = 0.0;
    int used = 0;
    for (std::size_t j = near.first; j < near.last; ++j) {
        const double w = weight(j);
        used += w > 1e-12 ? 1 : 0;
        total += w;
        distances += w * distance(j);
        mean += w * values[j];
    }
    if (used < 2) return values[at];
    const double centre = distances / total;
    mean /= total;
    double spread = 0.0;
    double product = 0.0;
    for (std::size_t j = near.first; j < near.last; ++j) {
        const double from_centre = distance(j) - centre;
        spread += weight(j) * from_centre * from_centre;
        product += weight(j) * from_centre * (values[j] - mean);
    }
    return spread > 1e-12 * total ? mean - centre * (product / spread) : mean;
}

/// Bisquare of residuals over six times their median size. None if the median is 0 but for rounding: then most points
/// are met, and what is left would weigh them by their rounding.
std::optional<Values> robustness_of(std::span<const double> values, const Values& fitted)
{
    Values weights(values.size());
    double total = 0.0;
    double largest = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        weights[i] = std::abs(values[i] - fitted[i]);
        total += weights[i] / static_cast<double>(values.size());
        largest = std::max(largest, std::abs(values[i]));
    }
    const auto middle = median(weights);
    if (!middle || *middle <= 1e-7 * total || *middle <= 1e-13 * largest) return std::nullopt;
    for (double& weight : weights) {
        const double share = std::min(1.0, weight / (6.0 * *middle));
        weight = (1.0 - share * share) * (1.0 - share * share);
    }
    return weights;
}

}  // namespace

Result<Values> lowess(std::span<const double> values, const LowessOptions& options)
{
    if (!all_finite(values)) return Error{Errc::bad_value, "lowess: a value is not finite"};
    if (!(options.span > 0.0 && options.span <= 1.0) || options.iterations > most_iterations) {
        return Error{Errc::bad_value, "lowess: the span is in (0, 1], there are at most 20 iterations"};
    }
    if (values.empty()) return Error{Errc::no_data, "lowess: no values"};
    const std::size_t n = values.size();
    // The slack keeps a span of 0.2 of 120 points at 24.
    const auto wanted = static_cast<std::size_t>(options.span * static_cast<double>(n) + 1e-10);
    const std::size_t count = std::clamp(wanted, std::min<std::size_t>(2, n), n);
    Values fitted(n);
    Values robustness(n, 1.0);
    for (std::size_t pass = 0; pass <= options.iterations; ++pass) {
        for (std::size_t i = 0; i < n; ++i) fitted[i] = local_line(values, i, nearest(i, count, n), robustness);
        if (!all_finite(fitted)) return Error{Errc::bad_value, "lowess: exceeds the range of double"};
        if (pass == options.iterations) break;
        auto weights = robustness_of(values, fitted);
        if (!weights) break;
        robustness = std::move(*weights);
    }
    return fitted;
}

}  // namespace entangled::kernels
