#include "indicators/kernels/trend/trend.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/numbers/tails.hpp"
#include "indicators/kernels/trend/kendall_null.hpp"
#include "indicators/kernels/trend/kendall_score.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <vector>

namespace entangled::kernels {
namespace {

Result<std::vector<double>> sorted_pair_slopes(std::span<const double> times, std::span<const double> values)
{
    std::vector<double> slopes;
    slopes.reserve(values.size() * (values.size() - 1) / 2);
    for (std::size_t j = 1; j < values.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) {
            const double span = times[j] - times[i];
            if (span == 0.0) return Error{Errc::bad_value, "theil_sen: two points have the same time"};
            const double slope = (values[j] - values[i]) / span;
            // An infinite span would give a slope of 0 that looks legal.
            if (!std::isfinite(span) || !std::isfinite(slope)) {
                return Error{Errc::bad_value, "theil_sen: a slope exceeds the range of double"};
            }
            slopes.push_back(slope + 0.0);  // leaves only +0: the sign of a zero depends on the order of points
        }
    }
    std::ranges::sort(slopes);
    return slopes;
}

/// `slopes` sorted. The upper index mirrors the lower one, so that a negated series swaps the ends exactly.
Interval sen_band(std::span<const double> slopes, double variance, double confidence)
{
    const double z = std::numbers::sqrt2 * boost::math::erf_inv(confidence);
    const auto count = static_cast<double>(slopes.size());
    const double rank = std::round((count - z * std::sqrt(variance)) / 2.0) - 1.0;
    const auto lower = static_cast<std::size_t>(std::max(rank, 0.0));
    return Interval{slopes[lower], slopes[slopes.size() - 1 - lower]};
}

/// P(|S'| >= |s|) from the lower tail, doubled: the distribution is symmetric and the small terms stay unmixed.
Result<double> exact_p(std::int64_t s, std::span<const std::size_t> ties)
{
    const auto distribution = inversion_distribution(ties);
    if (!distribution) return distribution.error();
    const std::size_t untied_pairs = distribution->size() - 1;
    const std::size_t last = (untied_pairs - static_cast<std::size_t>(std::abs(s))) / 2;
    double tail = 0.0;
    for (std::size_t k = 0; k <= last; ++k) tail += (*distribution)[k];
    return std::min(1.0, 2.0 * tail);
}

Result<double> intercept_of_medians(std::span<const double> times, std::span<const double> values, double slope)
{
    const auto middle_value = median(values);
    if (!middle_value) return middle_value.error();
    const auto middle_time = median(times);
    if (!middle_time) return middle_time.error();
    return *middle_value - slope * *middle_time;
}

Result<double> median_of_intercepts(std::span<const double> times, std::span<const double> values, double slope)
{
    std::vector<double> intercepts(values.begin(), values.end());
    for (std::size_t i = 0; i < values.size(); ++i) intercepts[i] -= slope * times[i];
    return median(intercepts);
}

Result<TheilSen> fit(std::span<const double> times, std::span<const double> values, double confidence)
{
    const auto slopes = sorted_pair_slopes(times, values);
    if (!slopes) return slopes.error();
    const auto slope = median(*slopes);
    if (!slope) return slope.error();
    const auto intercept = intercept_of_medians(times, values, *slope);
    const auto residual_intercept = median_of_intercepts(times, values, *slope);
    if (!intercept || !residual_intercept || !std::isfinite(*intercept)) {
        return Error{Errc::bad_value, "theil_sen: the intercept exceeds the range of double"};
    }
    TheilSen line{*slope, *intercept + 0.0, std::nullopt, values.size(), *residual_intercept};
    if (values.size() < 3) return line;
    const auto score = kendall_score(values);
    if (!score) return score.error();
    line.band = sen_band(*slopes, score->variance, confidence);
    return line;
}

}  // namespace

Result<TheilSen> theil_sen(std::span<const double> times, std::span<const double> values, double confidence)
{
    if (times.size() != values.size()) return Error{Errc::bad_value, "theil_sen: as many times as values are needed"};
    if (!(confidence > 0.0 && confidence < 1.0)) {
        return Error{Errc::bad_value, "theil_sen: the confidence is outside (0, 1)"};
    }
    if (!all_finite(times) || !all_finite(values)) {
        return Error{Errc::bad_value, "theil_sen: a time or value is not finite"};
    }
    if (values.empty()) return Error{Errc::no_data, "theil_sen: no points"};
    if (values.size() < 2) return Error{Errc::insufficient_points, "theil_sen: one point has no slope, two are needed"};
    return fit(times, values, confidence);
}

Result<MannKendall> mann_kendall(std::span<const double> values)
{
    const auto score = kendall_score(values);
    if (!score) return score.error();
    const auto n = static_cast<double>(values.size());
    MannKendall test;
    test.s = score->s;
    test.variance = score->variance;
    test.tau = static_cast<double>(test.s) / (n * (n - 1.0) / 2.0);
    test.z = continuity_corrected_z(test.s, test.variance);
    test.p_normal = normal_two_sided(test.z);
    test.p_two_sided = test.p_normal;
    test.exact = values.size() <= max_exact_points;
    if (test.exact) {
        const auto p = exact_p(test.s, score->ties);
        if (!p) return p.error();
        test.p_two_sided = *p;
    }
    return test;
}

}  // namespace entangled::kernels
