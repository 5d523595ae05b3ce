#include "indicators/kernels/change/deviations.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <string>

namespace entangled::kernels {
namespace {

double mean_of(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

void scale(std::span<double> values, int exponent)
{
    if (std::abs(exponent) > 1022) {
        for (double& value : values) value = std::scalbn(value, exponent);
        return;
    }
    const double factor = std::scalbn(1.0, exponent);
    for (double& value : values) value *= factor;
}

}  // namespace

Result<Deviations> deviations(std::span<const double> values, std::size_t fewest, const char* what)
{
    if (!all_finite(values)) return Error{Errc::bad_value, std::string{what} + ": a value is not finite"};
    if (values.empty()) return Error{Errc::no_data, std::string{what} + ": no values"};
    if (values.size() < fewest) {
        return Error{Errc::insufficient_points, std::string{what} + ": fewer values than " + std::to_string(fewest)};
    }
    Deviations window{{values.begin(), values.end()}, 0.0, 0, false};
    const auto [lowest, highest] = std::ranges::minmax(values);
    const double largest = std::max(std::abs(lowest), std::abs(highest));
    if (largest > 0.0) window.exponent = std::ilogb(largest);
    scale(window.values, -window.exponent);
    window.scaled_mean = mean_of(window.values);
    window.flat = lowest == highest;
    if (window.flat) {
        window.scaled_mean = window.values.front();
        std::ranges::fill(window.values, 0.0);
        return window;
    }
    for (double& value : window.values) value -= window.scaled_mean;
    // The mean was rounded; what is left of it is taken off too.
    const double rest = mean_of(window.values);
    for (double& value : window.values) value -= rest;
    return window;
}

}  // namespace entangled::kernels
