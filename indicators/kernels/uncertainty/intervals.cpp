#include "indicators/kernels/uncertainty/intervals.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entangled::kernels {
namespace {

/// Products and sums of decimal fractions miss the whole number they stand for by a few roundings.
constexpr double slack = 16.0 * std::numeric_limits<double>::epsilon();

bool inside_unit(double value) { return value > 0.0 && value < 1.0; }

}  // namespace

Result<Interval> percentile_interval(std::span<const double> draws, double confidence)
{
    if (!inside_unit(confidence)) return Error{Errc::bad_value, "percentile_interval: confidence is outside (0, 1)"};
    const double tail = 0.5 * (1.0 - confidence);
    const auto lower = quantile(draws, tail);
    if (!lower) return lower.error();
    const auto upper = quantile(draws, 1.0 - tail);
    if (!upper) return upper.error();
    return Interval{*lower, *upper};
}

Result<double> weighted_quantile(std::span<const double> values, std::span<const double> weights, double p)
{
    if (values.empty() && weights.empty()) return Error{Errc::no_data, "weighted_quantile: no values"};
    if (values.size() != weights.size() || !all_finite(values) || !all_non_negative(weights) ||
        !(p >= 0.0 && p <= 1.0)) {
        return Error{Errc::bad_value, "weighted_quantile: an argument is outside its range"};
    }
    const auto total = ordered_sum({weights.begin(), weights.end()});
    if (!total) return total.error();
    if (*total == 0.0) return Error{Errc::no_data, "weighted_quantile: every weight is 0"};
    std::vector<std::pair<double, double>> points;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (weights[i] > 0.0) points.emplace_back(values[i], weights[i]);
    }
    std::ranges::sort(points);
    double below = 0.0;
    for (const auto& [value, weight] : points) {
        below += weight;
        if (below >= *total * (p - slack) && below > 0.0) return value + 0.0;
    }
    return points.back().first + 0.0;
}

Result<Interval> weighted_interval(std::span<const double> values, std::span<const double> weights, double confidence)
{
    if (!inside_unit(confidence)) return Error{Errc::bad_value, "weighted_interval: confidence is outside (0, 1)"};
    const double tail = 0.5 * (1.0 - confidence);
    const auto lower = weighted_quantile(values, weights, tail);
    if (!lower) return lower.error();
    const auto upper = weighted_quantile(values, weights, 1.0 - tail);
    if (!upper) return upper.error();
    return Interval{*lower, *upper};
}

Result<ConformalQuantile> split_conformal(std::span<const double> scores, double alpha)
{
    if (scores.empty()) return Error{Errc::no_data, "split_conformal: no scores"};
    if (!all_non_negative(scores) || !(alpha >= 0.0 && alpha < 1.0)) {
        return Error{Errc::bad_value, "split_conformal: a score or alpha is outside its range"};
    }
    const double points = static_cast<double>(scores.size() + 1);
    const double exact = points * (1.0 - alpha);
    const double rank = std::max(1.0, std::ceil(exact - points * slack));
    ConformalQuantile found{.rank = static_cast<std::size_t>(rank), .value = {}};
    if (found.rank > scores.size()) return found;
    std::vector<double> sorted(scores.begin(), scores.end());
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(found.rank - 1);
    std::ranges::nth_element(sorted, at);
    found.value = *at + 0.0;
    return found;
}

Result<double> adaptive_conformal_step(double alpha, double target, double gamma, bool missed)
{
    if (!(alpha >= 0.0 && alpha <= 1.0) || !inside_unit(target) || !(gamma > 0.0) || !std::isfinite(gamma)) {
        return Error{Errc::bad_value, "adaptive_conformal_step: an argument is outside its range"};
    }
    return std::clamp(alpha + gamma * (target - (missed ? 1.0 : 0.0)), 0.0, 1.0);
}

Result<std::vector<double>> adaptive_conformal_levels(double target, double gamma, const std::vector<bool>& missed)
{
    std::vector<double> levels;
    double alpha = target;
    for (const bool miss : missed) {
        const auto next = adaptive_conformal_step(alpha, target, gamma, miss);
        if (!next) return next.error();
        alpha = *next;
        levels.push_back(alpha);
    }
    return levels;
}

}  // namespace entangled::kernels
