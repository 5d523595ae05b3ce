#include "indicators/kernels/uncertainty/normalise.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace entangled::kernels {
namespace {

std::optional<Error> illegal(std::span<const double> values)
{
    if (values.empty()) return Error{Errc::no_data, "normalise: no values"};
    if (!all_finite(values)) return Error{Errc::bad_value, "normalise: a value is not finite"};
    return std::nullopt;
}

Error overflow() { return {Errc::bad_value, "normalise: a result overflows"}; }

}  // namespace

Result<std::vector<double>> rescale(std::span<const double> values, Interval range)
{
    if (const auto error = illegal(values)) return *error;
    if (!std::isfinite(range.lower) || !std::isfinite(range.upper) || range.lower > range.upper) {
        return Error{Errc::bad_value, "rescale: the range is not in order"};
    }
    const double lowest = std::ranges::min(values);
    const double highest = std::ranges::max(values);
    if (lowest == highest) return Error{Errc::not_identified, "rescale: all values are equal"};
    const double half_width = 0.5 * highest - 0.5 * lowest;
    std::vector<double> moved(values.begin(), values.end());
    for (double& value : moved) {
        const double share = std::clamp((0.5 * value - 0.5 * lowest) / half_width, 0.0, 1.0);
        value = std::clamp((1.0 - share) * range.lower + share * range.upper, range.lower, range.upper);
    }
    if (!all_finite(moved)) return Error{Errc::not_identified, "rescale: the values are too close to each other"};
    return moved;
}

Result<std::vector<double>> rescale_to_moments(std::span<const double> values, double mean, double sd)
{
    if (const auto error = illegal(values)) return *error;
    if (!std::isfinite(mean) || !std::isfinite(sd) || sd < 0.0) {
        return Error{Errc::bad_value, "rescale_to_moments: the mean or standard deviation is outside its range"};
    }
    const double count = static_cast<double>(values.size());
    const auto total = ordered_sum({values.begin(), values.end()});
    if (!total) return total.error();
    std::vector<double> moved(values.begin(), values.end());
    std::vector<double> squares;
    for (double& value : moved) {
        value -= *total / count;
        squares.push_back(value * value);
    }
    const auto square = ordered_sum(std::move(squares));
    if (!square) return square.error();
    if (values.size() < 2 || std::ranges::min(values) == std::ranges::max(values) || *square == 0.0) {
        return Error{Errc::not_identified, "rescale_to_moments: all values are equal"};
    }
    const double spread = std::sqrt(*square / (count - 1.0));
    for (double& value : moved) value = mean + sd * (value / spread);
    if (!all_finite(moved)) return overflow();
    return moved;
}

Result<std::vector<double>> distance_to_target(std::span<const double> values, double target, bool capped)
{
    if (const auto error = illegal(values)) return *error;
    if (!std::isfinite(target)) return Error{Errc::bad_value, "distance_to_target: the target is not finite"};
    const double lowest = std::ranges::min(values);
    if (!(target > lowest))
        return Error{Errc::not_identified, "distance_to_target: the target is not above the values"};
    std::vector<double> shares(values.begin(), values.end());
    for (double& share : shares) {
        share = (0.5 * share - 0.5 * lowest) / (0.5 * target - 0.5 * lowest);
        if (capped) share = std::min(share, 1.0);
    }
    if (!all_finite(shares)) return overflow();
    return shares;
}

}  // namespace entangled::kernels
