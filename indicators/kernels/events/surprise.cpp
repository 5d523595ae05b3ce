#include "indicators/kernels/events/surprise.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

namespace math = boost::math;
using Quiet = math::policies::policy<math::policies::domain_error<math::policies::ignore_error>,
                                     math::policies::pole_error<math::policies::ignore_error>,
                                     math::policies::overflow_error<math::policies::ignore_error>,
                                     math::policies::evaluation_error<math::policies::ignore_error>>;

constexpr double normal_quartile = 0.67448975019608174;
constexpr double normal_mean_deviation = 1.253314137;  // sqrt(pi/2) as published, with these digits

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

Result<double> probability(double p)
{
    if (!(p >= 0.0 && p <= 1.0)) return Error{Errc::bad_value, "count surprise: the tail is out of reach"};
    return p;
}

std::vector<double> distances(std::span<const double> values, double from)
{
    std::vector<double> result;
    result.reserve(values.size());
    for (const double value : values) result.push_back(std::abs(value - from));
    return result;
}

/// Standard deviation that the spread of the baseline stands for: MAD or, if half of it is tied, the mean distance.
Result<double> spread(std::vector<double> from_median, BaselineScore& score)
{
    const auto mad = median(from_median);
    if (!mad) return mad.error();
    score.mad = *mad;
    score.mean_based = *mad == 0.0;
    if (!score.mean_based) return *mad / normal_quartile;
    const double n = static_cast<double>(from_median.size());
    const auto sum = ordered_sum(std::move(from_median));
    if (!sum) return sum.error();
    if (*sum == 0.0) return Error{Errc::not_identified, "score_against_baseline: all values of the baseline are equal"};
    return normal_mean_deviation * (*sum / n);
}

}  // namespace

Result<double> poisson_surprise(std::uint64_t count, double mean)
{
    if (!positive(mean)) return Error{Errc::bad_value, "poisson_surprise: the mean is positive and finite"};
    if (count == 0) return 1.0;
    return probability(math::gamma_p(static_cast<double>(count), mean, Quiet{}));
}

Result<double> negative_binomial_surprise(std::uint64_t count, double mean, double variance)
{
    if (!positive(mean) || !std::isfinite(variance) || !(variance > mean)) {
        return Error{Errc::bad_value, "negative_binomial_surprise: 0 < mean < variance, both finite"};
    }
    const double size = mean * (mean / (variance - mean));
    if (!positive(size)) return Error{Errc::bad_value, "negative_binomial_surprise: the size is out of range"};
    if (count == 0) return 1.0;
    // 1 - m/v is formed without cancellation, for a variance close to the mean.
    return probability(math::ibeta(static_cast<double>(count), size, (variance - mean) / variance, Quiet{}));
}

Result<BaselineScore> score_against_baseline(double value, std::span<const double> baseline)
{
    if (!std::isfinite(value)) return Error{Errc::bad_value, "score_against_baseline: the value is not finite"};
    const auto middle = median(baseline);
    if (!middle) return middle.error();
    if (baseline.size() < 2) return Error{Errc::insufficient_points, "score_against_baseline: two values are needed"};
    BaselineScore result;
    result.median = *middle;
    const auto deviation = spread(distances(baseline, *middle), result);
    if (!deviation) return deviation.error();
    result.score = (value - *middle) / *deviation + 0.0;
    if (!std::isfinite(result.score) || !std::isfinite(result.mad)) {
        return Error{Errc::bad_value, "score_against_baseline: the score exceeds the range of double"};
    }
    const auto percentile = mid_rank_percentile(value, baseline);
    if (!percentile) return percentile.error();
    result.percentile = *percentile;
    return result;
}

Result<double> mid_rank_percentile(double value, std::span<const double> values)
{
    if (values.empty()) return Error{Errc::no_data, "mid_rank_percentile: no values"};
    if (!std::isfinite(value) || !all_finite(values)) {
        return Error{Errc::bad_value, "mid_rank_percentile: a value is not finite"};
    }
    double rank = 0.0;
    for (const double other : values) rank += other < value ? 1.0 : other == value ? 0.5 : 0.0;
    return rank / static_cast<double>(values.size());
}

}  // namespace entangled::kernels
