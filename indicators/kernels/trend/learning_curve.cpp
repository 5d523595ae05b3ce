#include "indicators/kernels/trend/learning_curve.hpp"

#include "indicators/kernels/trend/straight_line.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace entangled::kernels {
namespace {

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

bool legal(const WrightPoint& point) { return positive(point.cumulative) && positive(point.cost); }

}  // namespace

Result<double> learning_rate(double exponent)
{
    const double rate = -std::expm1(-exponent * std::numbers::ln2);
    if (!std::isfinite(exponent) || !std::isfinite(rate)) {
        return Error{Errc::bad_value, "learning_rate: the exponent is out of range"};
    }
    return rate + 0.0;
}

Result<double> learning_exponent(double rate)
{
    if (!std::isfinite(rate) || !(rate < 1.0)) {
        return Error{Errc::bad_value, "learning_exponent: the learning rate is finite and below 1"};
    }
    return -std::log1p(-rate) / std::numbers::ln2 + 0.0;
}

Result<double> wright_cost(const WrightPoint& known, double exponent, double cumulative)
{
    if (!legal(known) || !positive(cumulative) || !std::isfinite(exponent)) {
        return Error{Errc::bad_value, "wright_cost: quantities and cost are positive, all finite"};
    }
    const double doublings = std::log2(cumulative) - std::log2(known.cumulative);
    const double cost = known.cost * std::exp2(-exponent * doublings);
    if (!positive(cost)) return Error{Errc::bad_value, "wright_cost: the cost is beyond the range of double"};
    return cost;
}

Result<WrightFit> fit_wright(std::span<const WrightPoint> points)
{
    if (!std::ranges::all_of(points, legal)) {
        return Error{Errc::bad_value, "fit_wright: a quantity or cost is not positive and finite"};
    }
    std::vector<double> quantities;
    std::vector<double> costs;
    for (const WrightPoint& point : points) {
        quantities.push_back(std::log(point.cumulative));
        costs.push_back(std::log(point.cost));
    }
    const auto line = least_squares_line(quantities, costs);
    if (!line) return line.error();
    const auto rate = learning_rate(-line->slope);
    if (!rate) return rate.error();
    const WrightFit fit{-line->slope + 0.0, *rate, std::exp(line->intercept), line->r_squared};
    if (!positive(fit.first_cost)) return Error{Errc::bad_value, "fit_wright: the first cost exceeds the range"};
    return fit;
}

}  // namespace entangled::kernels
