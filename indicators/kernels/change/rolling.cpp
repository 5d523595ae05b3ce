#include "indicators/kernels/change/rolling.hpp"

#include "indicators/kernels/change/deviations.hpp"
#include "indicators/kernels/change/rolling_sums.hpp"
#include "indicators/kernels/change/window_statistics.hpp"
#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace entangled::kernels {
namespace {

Result<void> check_window(std::size_t n, std::size_t window)
{
    if (n == 0) return Error{Errc::no_data, "rolling: no values"};
    if (window == 0) return Error{Errc::bad_value, "rolling: the window holds at least one value"};
    if (window > n) return Error{Errc::insufficient_points, "rolling: the window is longer than the series"};
    return {};
}

/// Whether all numbers can be trusted; nullopt if sums do not give this statistic.
std::optional<bool> fill_by_sums(const RollingSums& sums, std::size_t window, WindowStatistic statistic,
                                 std::span<double> out)
{
    const std::size_t fewest =
        statistic == WindowStatistic::variance || statistic == WindowStatistic::standard_deviation ? std::size_t{2}
                                                                                                   : std::size_t{3};
    if (window < fewest) return std::nullopt;
    switch (statistic) {
        case WindowStatistic::variance:
        case WindowStatistic::standard_deviation: return sums.variance(window, out);
        case WindowStatistic::ac1_pearson: return sums.ac1_pearson(window, out);
        case WindowStatistic::acf1: return sums.acf1(window, out);
        case WindowStatistic::ar1_ols:
        case WindowStatistic::return_rate: return sums.ar1_ols(window, out);
        default: return std::nullopt;
    }
}

/// What the sums give made into the statistic; rounding must not carry a correlation past 1.
void finish(WindowStatistic statistic, std::span<double> out)
{
    if (statistic == WindowStatistic::standard_deviation) {
        for (double& value : out) value = std::sqrt(std::max(value, 0.0));
    } else if (statistic == WindowStatistic::return_rate) {
        for (double& value : out) value = 1.0 - value;
    } else if (statistic == WindowStatistic::ac1_pearson || statistic == WindowStatistic::acf1) {
        for (double& value : out) value = std::clamp(value, -1.0, 1.0);
    }
}

bool from_sums(WindowStatistic statistic)
{
    switch (statistic) {
        case WindowStatistic::variance:
        case WindowStatistic::standard_deviation:
        case WindowStatistic::ac1_pearson:
        case WindowStatistic::acf1:
        case WindowStatistic::ar1_ols:
        case WindowStatistic::return_rate: return true;
        default: return false;
    }
}

/// Power of two of the unit that the statistic carries.
int unit_power(WindowStatistic statistic)
{
    if (statistic == WindowStatistic::variance) return 2;
    return statistic == WindowStatistic::standard_deviation ? 1 : 0;
}

/// The windows that sums cannot give, each by itself.
Result<void> fill_lost(const RollingSums& sums, std::span<const double> values, std::size_t window,
                       WindowStatistic statistic, std::span<double> out)
{
    for (std::size_t first = 0; first < out.size(); ++first) {
        if (!sums.lost(first, window)) continue;
        const auto value = window_statistic(values.subspan(first, window), statistic);
        if (!value) return value.error();
        out[first] = *value;
    }
    return {};
}

Result<std::vector<double>> one_by_one(std::span<const double> values, std::size_t window, auto&& statistic)
{
    std::vector<double> out;
    out.reserve(values.size() - window + 1);
    for (std::size_t first = 0; first + window <= values.size(); ++first) {
        const auto value = statistic(values.subspan(first, window));
        if (!value) return value.error();
        out.push_back(*value);
    }
    return out;
}

}  // namespace

Result<double> window_statistic(std::span<const double> values, WindowStatistic statistic)
{
    switch (statistic) {
        case WindowStatistic::variance: return variance(values);
        case WindowStatistic::standard_deviation: return standard_deviation(values);
        case WindowStatistic::coefficient_of_variation: return coefficient_of_variation(values);
        case WindowStatistic::ac1_pearson: return ac1_pearson(values);
        case WindowStatistic::acf1: return acf1(values);
        case WindowStatistic::ar1_ols: return ar1_ols(values);
        case WindowStatistic::return_rate: return return_rate(values);
        case WindowStatistic::skewness_moment: return skewness_moment(values);
        case WindowStatistic::skewness_adjusted: return skewness_adjusted(values);
        case WindowStatistic::kurtosis_moment: return kurtosis_moment(values);
        case WindowStatistic::kurtosis_excess_adjusted: return kurtosis_excess_adjusted(values);
        case WindowStatistic::density_ratio: return density_ratio(values);
    }
    return Error{Errc::bad_value, "window_statistic: no such statistic"};
}

Result<void> fill_rolling(const RollingSums& sums, std::span<const double> values, std::size_t window,
                          WindowStatistic statistic, std::span<double> out)
{
    if (const auto legal = check_window(values.size(), window); !legal) return legal.error();
    if (out.size() != values.size() - window + 1) return Error{Errc::bad_value, "fill_rolling: one number a window"};
    if (const auto trusted = fill_by_sums(sums, window, statistic, out)) {
        finish(statistic, out);
        if (*trusted) return {};
        return fill_lost(sums, values, window, statistic, out);
    }
    for (std::size_t first = 0; first < out.size(); ++first) {
        const auto value = window_statistic(values.subspan(first, window), statistic);
        if (!value) return value.error();
        out[first] = *value;
    }
    return {};
}

Result<std::vector<double>> rolling(std::span<const double> values, std::size_t window, WindowStatistic statistic)
{
    if (const auto legal = check_window(values.size(), window); !legal) return legal.error();
    const auto whole = deviations(values, 1, "rolling");
    if (!whole) return whole.error();
    const auto single = [&](auto part) { return window_statistic(part, statistic); };
    if (whole->flat || window < 3 || !from_sums(statistic)) return one_by_one(values, window, single);
    RollingSums sums;
    sums.assign(whole->values);
    std::vector<double> out(values.size() - window + 1);
    const bool trusted = fill_by_sums(sums, window, statistic, out).value_or(false);
    finish(statistic, out);
    const int power = unit_power(statistic) * whole->exponent;
    for (double& value : out) value = std::scalbn(value, power);
    // From the values as given: the deviations from the mean of all have lost digits of a quiet window.
    if (!trusted) {
        if (const auto filled = fill_lost(sums, values, window, statistic, out); !filled) return filled.error();
    }
    if (!all_finite(out)) return Error{Errc::bad_value, "rolling: a number exceeds the range of double"};
    return out;
}

Result<std::vector<double>> rolling_autocorrelation(std::span<const double> values, std::size_t window, std::size_t lag)
{
    if (const auto legal = check_window(values.size(), window); !legal) return legal.error();
    if (lag == 1) return rolling(values, window, WindowStatistic::ac1_pearson);
    return one_by_one(values, window, [&](auto part) { return ac_pearson(part, lag); });
}

}  // namespace entangled::kernels
