#include "indicators/kernels/change/standard_scores.hpp"

#include "indicators/kernels/change/deviations.hpp"
#include "indicators/kernels/change/window_statistics.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr double normal_quartile = 0.6744897501960817;
// sqrt(pi/2) as it is printed with the score, to nine decimals.
constexpr double root_of_half_pi = 1.253314137;

Result<double> mean_of(std::span<const double> values)
{
    std::vector<double> terms(values.begin(), values.end());
    for (double& term : terms) term /= static_cast<double>(values.size());
    return ordered_sum(std::move(terms));
}

Result<double> scale_of(std::span<const double> distances, Scale& kind)
{
    const auto middle = median(distances);
    if (!middle) return middle.error();
    kind = Scale::median_deviation;
    if (*middle > 0.0) return *middle / normal_quartile;
    kind = Scale::mean_deviation;
    const auto mean = mean_of(distances);
    if (!mean) return mean.error();
    if (*mean > 0.0) return root_of_half_pi * *mean;
    return Error{Errc::not_identified, "robust_z: all of the baseline is equal"};
}

}  // namespace

Result<RobustScore> robust_z(std::span<const double> baseline, double value)
{
    if (!all_finite(baseline) || !std::isfinite(value)) {
        return Error{Errc::bad_value, "robust_z: a value is not finite"};
    }
    if (baseline.empty()) return Error{Errc::no_data, "robust_z: the baseline is empty"};
    const auto middle = median(baseline);
    if (!middle) return middle.error();
    RobustScore score;
    score.median = *middle;
    std::vector<double> distances(baseline.begin(), baseline.end());
    for (double& distance : distances) distance = std::abs(distance - *middle);
    const auto scale = scale_of(distances, score.kind);
    if (!scale) return scale.error();
    score.scale = *scale;
    score.z = (value - *middle) / *scale + 0.0;
    if (!std::isfinite(score.z) || !std::isfinite(score.scale)) {
        return Error{Errc::bad_value, "robust_z: the score exceeds the range of double"};
    }
    return score;
}

Result<double> z_score(std::span<const double> baseline, double value)
{
    if (!std::isfinite(value)) return Error{Errc::bad_value, "z_score: the value is not finite"};
    const auto sd = standard_deviation(baseline);
    if (!sd) return sd.error();
    if (*sd == 0.0) return Error{Errc::not_identified, "z_score: the baseline is flat"};
    const auto mean = mean_of(baseline);
    if (!mean) return mean.error();
    const double z = (value - *mean) / *sd;
    if (!std::isfinite(z)) return Error{Errc::bad_value, "z_score: the score exceeds the range of double"};
    return z + 0.0;
}

Result<double> leave_one_out_z(std::span<const double> values, std::size_t index)
{
    if (values.empty()) return Error{Errc::no_data, "leave_one_out_z: no values"};
    if (index >= values.size()) return Error{Errc::bad_value, "leave_one_out_z: no value has this index"};
    std::vector<double> others(values.begin(), values.end());
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(index));
    if (others.size() < 2) return Error{Errc::insufficient_points, "leave_one_out_z: three values are needed"};
    return z_score(others, values[index]);
}

Result<Surge> surge(std::span<const double> times, std::span<const double> values, const SurgeRule& rule)
{
    const bool in_range = std::isfinite(rule.hold_out) && rule.hold_out >= 0.0 && rule.fewest >= 2 &&
                          (!rule.lookback || (std::isfinite(*rule.lookback) && *rule.lookback > rule.hold_out));
    if (!in_range) return Error{Errc::bad_value, "surge: the rule is outside its range"};
    if (times.size() != values.size() || !ascending(times) || !all_finite(values)) {
        return Error{Errc::bad_value, "surge: as many ascending times as values, all finite"};
    }
    if (values.empty()) return Error{Errc::no_data, "surge: no values"};
    const double last = times.back();
    if (times.size() > 1 && times[times.size() - 2] == last) {
        return Error{Errc::bad_value, "surge: two values have the last time"};
    }
    std::vector<double> baseline;
    for (std::size_t i = 0; i + 1 < times.size(); ++i) {
        const double age = last - times[i];
        if (age > rule.hold_out && (!rule.lookback || age <= *rule.lookback)) baseline.push_back(values[i]);
    }
    if (baseline.size() < rule.fewest) {
        return Error{Errc::insufficient_points, "surge: the baseline has " + std::to_string(baseline.size()) +
                                                    " values, " + std::to_string(rule.fewest) + " are needed"};
    }
    const auto score = robust_z(baseline, values.back());
    if (!score) return score.error();
    return Surge{*score, baseline.size()};
}

}  // namespace entangled::kernels
