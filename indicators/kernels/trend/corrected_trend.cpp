#include "indicators/kernels/trend/corrected_trend.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/ranks.hpp"
#include "indicators/kernels/numbers/tails.hpp"
#include "indicators/kernels/trend/kendall_score.hpp"
#include "indicators/kernels/trend/trend.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr std::size_t fewest = 4;

struct Detrended {
    double slope{};
    std::vector<double> values;
};

Result<Detrended> detrend(std::span<const double> values)
{
    if (!all_finite(values)) return Error{Errc::bad_value, "corrected trend: a value is not finite"};
    if (values.empty()) return Error{Errc::no_data, "corrected trend: no values"};
    if (values.size() < fewest) return Error{Errc::insufficient_points, "corrected trend: four values are needed"};
    std::vector<double> times(values.size());
    std::iota(times.begin(), times.end(), 0.0);
    const auto line = theil_sen(times, values);
    if (!line) return line.error();
    Detrended rest{line->slope, {values.begin(), values.end()}};
    for (std::size_t i = 0; i < times.size(); ++i) rest.values[i] -= line->slope * times[i];
    if (!all_finite(rest.values)) return Error{Errc::bad_value, "corrected trend: the trend exceeds the range"};
    return rest;
}

/// r_i = sum (x_t - m)(x_{t+i} - m) / sum (x_t - m)^2, i = 0..lags.
Result<std::vector<double>> autocorrelations(std::vector<double> values, std::size_t lags)
{
    const auto [lowest, highest] = std::ranges::minmax(values);
    if (lowest == highest) {
        return Error{Errc::not_identified, "corrected trend: nothing is left beside the trend"};
    }
    // Powers of two: the squares of what remains stay in range and keep their digits.
    const int exponent = std::ilogb(std::max(std::abs(lowest), std::abs(highest)));
    for (double& value : values) value = std::scalbn(value, -exponent);
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    for (double& value : values) value -= mean;
    const double total = std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
    std::vector<double> correlations;
    for (std::size_t lag = 0; lag <= lags; ++lag) {
        double sum = 0.0;
        for (std::size_t t = lag; t < values.size(); ++t) sum += values[t] * values[t - lag];
        correlations.push_back(sum / total);
    }
    return correlations;
}

Result<CorrectedTrend> corrected(std::span<const double> tested, double slope, double inflation)
{
    if (!(inflation > 0.0)) {
        return Error{Errc::not_identified, "corrected trend: negative autocorrelations leave S no variance"};
    }
    const auto score = kendall_score(tested);
    if (!score) return score.error();
    const auto n = static_cast<double>(tested.size());
    CorrectedTrend test;
    test.s = score->s;
    test.variance = score->variance * inflation;
    test.inflation = inflation;
    test.z = continuity_corrected_z(test.s, test.variance);
    test.tau = static_cast<double>(test.s) / (n * (n - 1.0) / 2.0);
    test.p_two_sided = normal_two_sided(test.z);
    test.slope = slope;
    test.n = tested.size();
    return test;
}

/// The sum of the published formula over n(n-1)(n-2).
double hamed_rao_sum(std::span<const double> correlations, std::size_t size, double bound)
{
    const auto n = static_cast<double>(size);
    double sum = 0.0;
    for (std::size_t lag = 1; lag < correlations.size(); ++lag) {
        const double rest = n - static_cast<double>(lag);
        if (std::abs(correlations[lag]) > bound) sum += rest * (rest - 1.0) * (rest - 2.0) * correlations[lag];
    }
    return sum / (n * (n - 1.0) * (n - 2.0));
}

Result<double> lag_one(const Detrended& rest)
{
    const auto correlations = autocorrelations(rest.values, 1);
    if (!correlations) return correlations.error();
    return (*correlations)[1];
}

}  // namespace

Result<CorrectedTrend> hamed_rao_test(std::span<const double> values, const LagSearch& search)
{
    if (!(search.significance > 0.0 && search.significance < 1.0) || search.max_lag == 0) {
        return Error{Errc::bad_value, "hamed_rao_test: significance is in (0, 1), the largest lag at least 1"};
    }
    const auto rest = detrend(values);
    if (!rest) return rest.error();
    const auto ranks = mid_ranks(rest->values);
    if (!ranks) return ranks.error();
    const std::size_t lags = std::min(search.max_lag.value_or(values.size() - 1), values.size() - 1);
    const auto correlations = autocorrelations(*ranks, lags);
    if (!correlations) return correlations.error();
    const auto z = normal_quantile(1.0 - search.significance / 2.0);
    if (!z) return z.error();
    const double bound = *z / std::sqrt(static_cast<double>(values.size()));
    const double sum = hamed_rao_sum(*correlations, values.size(), bound);
    return corrected(values, rest->slope, 1.0 + 2.0 * (search.signed_sum ? sum : std::abs(sum)));
}

Result<CorrectedTrend> yue_wang_test(std::span<const double> values)
{
    const auto rest = detrend(values);
    if (!rest) return rest.error();
    const auto r = lag_one(*rest);
    if (!r) return r.error();
    const auto n = static_cast<double>(values.size());
    const double gap = 1.0 - *r;
    const double sum = (n * *r * gap - *r * (1.0 - std::pow(*r, n))) / (n * gap * gap);
    return corrected(values, rest->slope, 1.0 + 2.0 * sum);
}

Result<CorrectedTrend> yue_wang_test(std::span<const double> values, std::size_t max_lag)
{
    const auto rest = detrend(values);
    if (!rest) return rest.error();
    if (max_lag < 1 || max_lag > values.size() / 2) {
        return Error{Errc::bad_value, "yue_wang_test: the largest lag is in [1, n/2]"};
    }
    const auto correlations = autocorrelations(rest->values, max_lag);
    if (!correlations) return correlations.error();
    const auto n = static_cast<double>(values.size());
    double sum = 0.0;
    for (std::size_t lag = 1; lag <= max_lag; ++lag) sum += (1.0 - static_cast<double>(lag) / n) * (*correlations)[lag];
    return corrected(values, rest->slope, 1.0 + 2.0 * sum);
}

Result<CorrectedTrend> prewhitened_test(std::span<const double> values)
{
    const auto rest = detrend(values);
    if (!rest) return rest.error();
    const auto correlations = autocorrelations({values.begin(), values.end()}, 1);
    if (!correlations) return correlations.error();
    std::vector<double> whitened(values.size() - 1);
    for (std::size_t i = 0; i < whitened.size(); ++i) whitened[i] = values[i + 1] - (*correlations)[1] * values[i];
    return corrected(whitened, rest->slope, 1.0);
}

Result<CorrectedTrend> trend_free_prewhitened_test(std::span<const double> values)
{
    const auto rest = detrend(values);
    if (!rest) return rest.error();
    const auto r = lag_one(*rest);
    if (!r) return r.error();
    std::vector<double> whitened(values.size() - 1);
    for (std::size_t i = 0; i < whitened.size(); ++i) {
        whitened[i] = rest->values[i + 1] - *r * rest->values[i] + rest->slope * static_cast<double>(i);
    }
    return corrected(whitened, rest->slope, 1.0);
}

}  // namespace entangled::kernels
