#include "indicators/kernels/trend/straight_line.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

struct Centred {
    double mean{};
    std::vector<double> values;
};

Result<Centred> centred(std::span<const double> values)
{
    std::vector<double> terms(values.begin(), values.end());
    const auto n = static_cast<double>(terms.size());
    for (double& term : terms) term /= n;
    const auto mean = ordered_sum(terms);
    if (!mean) return mean.error();
    Centred rest{*mean, {values.begin(), values.end()}};
    for (double& value : rest.values) value -= *mean;
    return rest;
}

Result<double> products(std::span<const double> left, std::span<const double> right)
{
    std::vector<double> terms(left.begin(), left.end());
    for (std::size_t i = 0; i < terms.size(); ++i) terms[i] *= right[i];
    return ordered_sum(std::move(terms));
}

Result<StraightLine> fit(std::span<const double> times, std::span<const double> values)
{
    const auto t = centred(times);
    if (!t) return t.error();
    const auto y = centred(values);
    if (!y) return y.error();
    const auto tt = products(t->values, t->values);
    if (!tt) return tt.error();
    const auto ty = products(t->values, y->values);
    if (!ty) return ty.error();
    const auto yy = products(y->values, y->values);
    if (!yy) return yy.error();
    StraightLine line{*ty / *tt + 0.0, 0.0, 1.0, values.size()};
    line.intercept = y->mean - line.slope * t->mean + 0.0;
    if (*yy > 0.0) line.r_squared = std::clamp(line.slope * (*ty / *yy), 0.0, 1.0);
    if (!std::isfinite(line.slope) || !std::isfinite(line.intercept) || !std::isfinite(line.r_squared)) {
        return Error{Errc::bad_value, "least_squares_line: the line exceeds the range of double"};
    }
    return line;
}

}  // namespace

Result<StraightLine> least_squares_line(std::span<const double> times, std::span<const double> values)
{
    if (times.size() != values.size()) {
        return Error{Errc::bad_value, "least_squares_line: as many times as values are needed"};
    }
    if (!all_finite(times) || !all_finite(values)) {
        return Error{Errc::bad_value, "least_squares_line: a time or value is not finite"};
    }
    if (values.empty()) return Error{Errc::no_data, "least_squares_line: no points"};
    if (values.size() < 2) return Error{Errc::insufficient_points, "least_squares_line: two points are needed"};
    if (std::ranges::min(times) == std::ranges::max(times)) {
        return Error{Errc::not_identified, "least_squares_line: all times are equal"};
    }
    return fit(times, values);
}

}  // namespace entangled::kernels
