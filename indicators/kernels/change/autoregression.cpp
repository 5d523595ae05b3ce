#include "indicators/kernels/change/autoregression.hpp"

#include "indicators/kernels/change/deviations.hpp"
#include "indicators/kernels/change/window_statistics.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/tails.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

double product(std::span<const double> left, std::span<const double> right)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < left.size(); ++i) sum += left[i] * right[i];
    return sum;
}

void subtract_mean(std::vector<double>& values)
{
    double sum = 0.0;
    for (const double value : values) sum += value;
    for (double& value : values) value -= sum / static_cast<double>(values.size());
}

/// Squares of the residuals of each value regressed on the one before, with intercept.
Result<std::vector<double>> squared_residuals(const std::vector<double>& series)
{
    std::vector<double> before(series.begin(), series.end() - 1);
    std::vector<double> after(series.begin() + 1, series.end());
    const auto is_flat = [](const std::vector<double>& part) {
        return std::ranges::min(part) == std::ranges::max(part);
    };
    if (is_flat(before) || is_flat(after)) {
        return Error{Errc::not_identified, "conditional_heteroskedasticity: the series is flat"};
    }
    subtract_mean(before);
    subtract_mean(after);
    const double slope = product(before, after) / product(before, before);
    for (std::size_t i = 0; i < after.size(); ++i) {
        const double residual = after[i] - slope * before[i];
        after[i] = residual * residual;
    }
    return after;
}

}  // namespace

Result<Autoregression> fit_ar1(std::span<const double> values)
{
    const auto series = deviations(values, 4, "fit_ar1");
    if (!series) return series.error();
    const auto phi = ar1_ols(values);
    if (!phi) return phi.error();
    double squares = 0.0;
    for (std::size_t t = 1; t < values.size(); ++t) {
        const double shock = series->values[t] - *phi * series->values[t - 1];
        squares += shock * shock;
    }
    const double scaled = std::sqrt(squares / static_cast<double>(values.size() - 2));
    const Autoregression fit{*phi, std::scalbn(scaled, series->exponent),
                             std::scalbn(series->scaled_mean, series->exponent), values.size()};
    if (!std::isfinite(fit.sigma) || !std::isfinite(fit.mean)) {
        return Error{Errc::bad_value, "fit_ar1: the fit exceeds the range of double"};
    }
    return fit;
}

Result<std::vector<double>> ar1_residuals(std::span<const double> values, const Autoregression& fit)
{
    std::vector<double> residuals;
    for (std::size_t t = 1; t < values.size(); ++t) {
        residuals.push_back((values[t] - fit.mean) - fit.phi * (values[t - 1] - fit.mean));
    }
    if (values.size() < 2 || !all_finite(residuals) || !all_finite(values)) {
        return Error{Errc::bad_value, "ar1_residuals: two values at least, all finite"};
    }
    return residuals;
}

Result<ConditionalHeteroskedasticity> conditional_heteroskedasticity(std::span<const double> values, double alpha)
{
    if (!(alpha > 0.0 && alpha < 1.0)) {
        return Error{Errc::bad_value, "conditional_heteroskedasticity: alpha is inside (0, 1)"};
    }
    // One scale for both sides of the regression.
    const auto series = deviations(values, 5, "conditional_heteroskedasticity");
    if (!series) return series.error();
    const auto squares = squared_residuals(series->values);
    if (!squares) return squares.error();
    const auto correlation = ac_pearson(*squares, 1);
    if (!correlation) return correlation.error();
    ConditionalHeteroskedasticity test;
    test.pairs = squares->size() - 1;
    test.r_squared = *correlation * *correlation;
    const auto z = normal_quantile(1.0 - alpha / 2.0);
    if (!z) return z.error();
    const auto pairs = static_cast<double>(test.pairs);
    test.critical = *z * *z / pairs;
    test.p = normal_two_sided(std::sqrt(pairs) * std::abs(*correlation));
    test.significant = test.r_squared > test.critical;
    return test;
}

}  // namespace entangled::kernels
