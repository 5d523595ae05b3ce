#include "indicators/kernels/change/detrending.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/wide_loops.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace entangled::kernels {
namespace {

using Values = std::vector<double>;

Result<void> check(std::span<const double> values, bool parameters_legal, const char* what)
{
    if (!all_finite(values)) return Error{Errc::bad_value, std::string{what} + ": a value is not finite"};
    if (!parameters_legal) return Error{Errc::bad_value, std::string{what} + ": a parameter is outside its range"};
    if (values.empty()) return Error{Errc::no_data, std::string{what} + ": no values"};
    return {};
}

Result<Values> finite(Values trend, const char* what)
{
    if (!all_finite(trend)) return Error{Errc::bad_value, std::string{what} + ": exceeds the range of double"};
    return trend;
}

double gauss(double distance, double sigma) { return std::exp(-0.5 * (distance / sigma) * (distance / sigma)); }

/// Index of the value that stands at `position` of the series mirrored without end.
std::size_t mirrored(std::ptrdiff_t position, std::ptrdiff_t n)
{
    const std::ptrdiff_t within = ((position % (2 * n)) + 2 * n) % (2 * n);
    return static_cast<std::size_t>(within < n ? within : 2 * n - 1 - within);
}

/// out[i] += weight * (left[i] + right[i])
ENTANGLED_WIDE void add_pair(double weight, const double* left, const double* right, double* __restrict out,
                             std::size_t n)
{
    for (std::size_t i = 0; i < n; ++i) out[i] += weight * (left[i] + right[i]);
}

double kernel_mean(std::span<const double> values, std::size_t at, std::size_t reach, const Values& weights)
{
    const std::size_t first = at - std::min(at, reach);
    const std::size_t last = std::min(values.size() - 1, at + reach);
    double sum = 0.0;
    double total = 0.0;
    for (std::size_t j = first; j <= last; ++j) {
        const double weight = weights[j > at ? j - at : at - j];
        sum += weight * values[j];
        total += weight;
    }
    return sum / total;
}

Result<Values> trend_by(std::span<const double> values, Detrending method, double bandwidth)
{
    const double points = bandwidth * static_cast<double>(values.size());
    switch (method) {
        case Detrending::none: return Values(values.size(), 0.0);
        case Detrending::gaussian_reflected: return gaussian_trend(values, gaussian_sigma(points));
        case Detrending::gaussian_renormalised: return kernel_trend(values, std::max(1.0, std::round(points)));
        case Detrending::lowess: return lowess(values, {.span = bandwidth});
        case Detrending::one_sided: return one_sided_trend(values, std::min(1.0, 2.0 / (points + 1.0)));
    }
    return Error{Errc::bad_value, "detrend: no such method"};
}

}  // namespace

Result<Values> gaussian_trend(std::span<const double> values, double sigma)
{
    const auto n = static_cast<std::ptrdiff_t>(values.size());
    const bool in_range = sigma > 0.0 && (values.empty() || sigma <= static_cast<double>(n));
    if (const auto legal = check(values, in_range, "gaussian_trend"); !legal) return legal.error();
    const auto radius = static_cast<std::ptrdiff_t>(4.0 * sigma + 0.5);
    Values weights(static_cast<std::size_t>(radius) + 1);
    double total = -1.0;
    for (std::size_t d = 0; d < weights.size(); ++d) {
        weights[d] = gauss(static_cast<double>(d), sigma);
        total += 2.0 * weights[d];
    }
    Values padded(values.size() + 2 * static_cast<std::size_t>(radius));
    for (std::size_t i = 0; i < padded.size(); ++i) {
        padded[i] = values[mirrored(static_cast<std::ptrdiff_t>(i) - radius, n)];
    }
    const double* const middle = padded.data() + radius;
    Values trend(values.begin(), values.end());
    for (double& value : trend) value *= weights[0] / total;
    for (std::ptrdiff_t d = 1; d <= radius; ++d) {
        add_pair(weights[static_cast<std::size_t>(d)] / total, middle - d, middle + d, trend.data(), trend.size());
    }
    return finite(std::move(trend), "gaussian_trend");
}

Result<Values> kernel_trend(std::span<const double> values, double bandwidth)
{
    const bool in_range = bandwidth > 0.0 && (values.empty() || bandwidth <= 2.0 * static_cast<double>(values.size()));
    if (const auto legal = check(values, in_range, "kernel_trend"); !legal) return legal.error();
    const double sigma = 0.3706506 * bandwidth;
    const auto reach = std::min(static_cast<std::size_t>(4.0 * sigma), values.size() - 1);
    Values weights(reach + 1);
    for (std::size_t d = 0; d <= reach; ++d) weights[d] = gauss(static_cast<double>(d), sigma);
    Values trend(values.size());
    for (std::size_t i = 0; i < trend.size(); ++i) trend[i] = kernel_mean(values, i, reach, weights);
    return finite(std::move(trend), "kernel_trend");
}

Result<Values> one_sided_trend(std::span<const double> values, double weight)
{
    if (const auto legal = check(values, weight > 0.0 && weight <= 1.0, "one_sided_trend"); !legal) {
        return legal.error();
    }
    Values trend(values.begin(), values.end());
    for (std::size_t t = 1; t < trend.size(); ++t) trend[t] = (1.0 - weight) * trend[t - 1] + weight * values[t];
    return finite(std::move(trend), "one_sided_trend");
}

Result<Detrended> detrend(std::span<const double> values, Detrending method, double bandwidth)
{
    const bool in_range = method == Detrending::none || (bandwidth > 0.0 && bandwidth <= 1.0);
    if (const auto legal = check(values, in_range, "detrend"); !legal) return legal.error();
    auto trend = trend_by(values, method, bandwidth);
    if (!trend) return trend.error();
    Detrended parts{std::move(*trend), {values.begin(), values.end()}};
    for (std::size_t i = 0; i < values.size(); ++i) parts.residual[i] -= parts.trend[i];
    if (!all_finite(parts.residual)) return Error{Errc::bad_value, "detrend: a residual exceeds the range of double"};
    return parts;
}

}  // namespace entangled::kernels
