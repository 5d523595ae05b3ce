#include "indicators/kernels/change/window_statistics.hpp"

#include "indicators/kernels/change/deviations.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace entangled::kernels {
namespace {

Result<double> finite(double value, const char* what)
{
    if (!std::isfinite(value)) return Error{Errc::bad_value, std::string{what} + ": exceeds the range of double"};
    return value + 0.0;
}

Error flat(const char* what) { return {Errc::not_identified, std::string{what} + ": the window is flat"}; }

/// Moments do not depend on the order of values: sorted, their sums do not either.
std::vector<double> sorted(std::span<const double> values)
{
    std::vector<double> copy(values.begin(), values.end());
    if (std::ranges::all_of(copy, [](double value) { return std::isfinite(value); })) std::ranges::sort(copy);
    return copy;
}

struct Moments {
    double second{};
    double third{};
    double fourth{};
};

Result<Moments> moments(std::span<const double> values, std::size_t fewest, const char* what)
{
    const auto window = deviations(sorted(values), fewest, what);
    if (!window) return window.error();
    if (window->flat) return flat(what);
    Moments sums;
    for (const double d : window->values) {
        sums.second += d * d;
        sums.third += d * d * d;
        sums.fourth += d * d * d * d;
    }
    const auto n = static_cast<double>(values.size());
    return Moments{sums.second / n, sums.third / n, sums.fourth / n};
}

/// Two equal spans of one series that are `lag` apart.
double lagged_product(std::span<const double> values, std::size_t lag)
{
    double sum = 0.0;
    for (std::size_t t = lag; t < values.size(); ++t) sum += values[t - lag] * values[t];
    return sum;
}

}  // namespace

Result<double> variance(std::span<const double> values)
{
    const auto window = deviations(sorted(values), 2, "variance");
    if (!window) return window.error();
    if (window->flat) return 0.0;
    const double scaled = lagged_product(window->values, 0) / static_cast<double>(values.size() - 1);
    return finite(std::scalbn(scaled, 2 * window->exponent), "variance");
}

Result<double> standard_deviation(std::span<const double> values)
{
    const auto window = deviations(sorted(values), 2, "standard_deviation");
    if (!window) return window.error();
    if (window->flat) return 0.0;
    const double scaled = lagged_product(window->values, 0) / static_cast<double>(values.size() - 1);
    return finite(std::scalbn(std::sqrt(scaled), window->exponent), "standard_deviation");
}

Result<double> coefficient_of_variation(std::span<const double> values)
{
    const auto window = deviations(sorted(values), 2, "coefficient_of_variation");
    if (!window) return window.error();
    if (window->scaled_mean == 0.0) {
        return Error{Errc::not_identified, "coefficient_of_variation: the mean is 0"};
    }
    if (window->flat) return 0.0;
    const double scaled = lagged_product(window->values, 0) / static_cast<double>(values.size() - 1);
    return finite(std::sqrt(scaled) / std::abs(window->scaled_mean), "coefficient_of_variation");
}

Result<double> ac_pearson(std::span<const double> values, std::size_t lag)
{
    if (lag == 0) return Error{Errc::bad_value, "ac_pearson: the lag is at least 1"};
    if (const auto all = deviations(values, 3, "ac_pearson"); !all) return all.error();
    if (lag >= values.size() || values.size() - lag < 2) {
        return Error{Errc::insufficient_points, "ac_pearson: two pairs are needed"};
    }
    const auto early = deviations(values.first(values.size() - lag), 2, "ac_pearson");
    const auto late = deviations(values.subspan(lag), 2, "ac_pearson");
    if (!early) return early.error();
    if (!late) return late.error();
    if (early->flat || late->flat) return flat("ac_pearson");
    double product = 0.0;
    for (std::size_t t = 0; t < early->values.size(); ++t) product += early->values[t] * late->values[t];
    const double norm = std::sqrt(lagged_product(early->values, 0)) * std::sqrt(lagged_product(late->values, 0));
    return std::clamp(product / norm, -1.0, 1.0) + 0.0;
}

Result<double> ac1_pearson(std::span<const double> values) { return ac_pearson(values, 1); }

Result<double> acf(std::span<const double> values, std::size_t lag)
{
    if (lag == 0) return Error{Errc::bad_value, "acf: the lag is at least 1"};
    const auto window = deviations(values, 2, "acf");
    if (!window) return window.error();
    if (lag >= values.size()) return Error{Errc::insufficient_points, "acf: more values than the lag are needed"};
    if (window->flat) return flat("acf");
    const double ratio = lagged_product(window->values, lag) / lagged_product(window->values, 0);
    return std::clamp(ratio, -1.0, 1.0) + 0.0;
}

Result<double> acf1(std::span<const double> values) { return acf(values, 1); }

Result<double> ar1_ols(std::span<const double> values)
{
    const auto window = deviations(values, 3, "ar1_ols");
    if (!window) return window.error();
    if (window->flat) return flat("ar1_ols");
    const std::span all{window->values};
    const double before = lagged_product(all.first(all.size() - 1), 0);
    if (before == 0.0) return flat("ar1_ols");
    return finite(lagged_product(all, 1) / before, "ar1_ols");
}

Result<double> return_rate(std::span<const double> values)
{
    const auto slope = ar1_ols(values);
    if (!slope) return slope.error();
    return 1.0 - *slope;
}

Result<double> skewness_moment(std::span<const double> values)
{
    const auto m = moments(values, 2, "skewness_moment");
    if (!m) return m.error();
    return finite(m->third / (m->second * std::sqrt(m->second)), "skewness_moment");
}

Result<double> skewness_adjusted(std::span<const double> values)
{
    const auto m = moments(values, 3, "skewness_adjusted");
    if (!m) return m.error();
    const auto n = static_cast<double>(values.size());
    return finite(std::sqrt(n * (n - 1.0)) / (n - 2.0) * m->third / (m->second * std::sqrt(m->second)),
                  "skewness_adjusted");
}

Result<double> kurtosis_moment(std::span<const double> values)
{
    const auto m = moments(values, 2, "kurtosis_moment");
    if (!m) return m.error();
    return finite(std::max(1.0, m->fourth / (m->second * m->second)), "kurtosis_moment");
}

Result<double> kurtosis_excess_adjusted(std::span<const double> values)
{
    const auto m = moments(values, 4, "kurtosis_excess_adjusted");
    if (!m) return m.error();
    const auto n = static_cast<double>(values.size());
    const double excess = m->fourth / (m->second * m->second) - 3.0;
    return finite((n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * excess + 6.0), "kurtosis_excess_adjusted");
}

Result<double> ar1_density_ratio(double phi, double low)
{
    if (!(std::abs(phi) < 1.0) || !(low >= 0.0 && low <= 0.5)) {
        return Error{Errc::bad_value, "ar1_density_ratio: |phi| is below 1, the frequency in [0, 1/2]"};
    }
    // 1 - 2 phi cos + phi^2 without the cancellation of 1 + phi^2 against 2 phi.
    const double sine = std::sin(std::numbers::pi * low);
    const double below = (1.0 - phi) * (1.0 - phi) + 4.0 * phi * sine * sine;
    return finite((1.0 + phi) * (1.0 + phi) / below, "ar1_density_ratio");
}

Result<double> density_ratio(std::span<const double> values)
{
    if (!values.empty() && values.size() < 3) {
        return Error{Errc::insufficient_points, "density_ratio: three values are needed"};
    }
    const auto phi = acf1(values);
    if (!phi) return phi.error();
    return ar1_density_ratio(*phi, 0.5 / static_cast<double>(values.size() - 1));
}

}  // namespace entangled::kernels
