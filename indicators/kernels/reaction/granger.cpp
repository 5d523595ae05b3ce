#include "indicators/kernels/reaction/granger.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/tails.hpp"
#include "indicators/kernels/reaction/least_squares.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// A residual below this part of the target is rounding: the fit is exact and F has no meaning.
constexpr double exact_fit = 1e-12;

/// Largest value just below 1, by a power of two: squares of residuals stay in range and ratios do not change.
VectorXd to_unit(std::span<const double> series)
{
    VectorXd values = Eigen::Map<const VectorXd>(series.data(), static_cast<Index>(series.size()));
    int exponent = 0;
    std::frexp(values.lpNorm<Eigen::Infinity>(), &exponent);
    for (double& value : values) value = std::ldexp(value, -exponent);
    return values;
}

MatrixXd lags_of(const VectorXd& series, Index order)
{
    const Index rows = series.size() - order;
    MatrixXd lags(rows, order);
    for (Index lag = 1; lag <= order; ++lag) lags.col(lag - 1) = series.segment(order - lag, rows);
    return lags;
}

/// Residuals of the target on its own lags, and on those of both.
struct Nested {
    VectorXd restricted;
    VectorXd full;
};

Result<Nested> nested(const VectorXd& source, const VectorXd& target, Index order)
{
    const Index rows = target.size() - order;
    const VectorXd now = target.tail(rows);
    const MatrixXd own = lags_of(target, order);
    MatrixXd both(rows, 2 * order);
    both << own, lags_of(source, order);
    const auto restricted = regress(own, now);
    if (!restricted) return restricted.error();
    const auto full = regress(both, now);
    if (!full) return full.error();
    const double spread = (now.array() - now.mean()).matrix().norm();
    if (!(full->residuals.norm() > exact_fit * spread)) {
        return Error{Errc::not_identified, "granger: the target is constant or fitted exactly"};
    }
    return Nested{restricted->residuals.col(0), full->residuals.col(0)};
}

Result<bool> check(std::span<const double> x, std::span<const double> y, std::size_t order)
{
    if (x.size() != y.size()) return Error{Errc::bad_value, "granger: both series have one length"};
    if (!all_finite(x) || !all_finite(y)) return Error{Errc::bad_value, "granger: a value is not finite"};
    if (order == 0) return Error{Errc::bad_value, "granger: the order is at least 1"};
    if (x.empty()) return Error{Errc::no_data, "granger: no values"};
    if (x.size() < 5 || order > (x.size() - 2) / 3) {
        return Error{Errc::insufficient_points, "granger: 3 times the order and 2 periods are needed"};
    }
    return true;
}

/// RSS_r/RSS_u - 1, not below 0: more regressors cannot fit worse.
double gain(const Nested& fit) { return std::max(0.0, fit.restricted.squaredNorm() / fit.full.squaredNorm() - 1.0); }

}  // namespace

Result<GrangerTest> granger(std::span<const double> source, std::span<const double> target, std::size_t order)
{
    const auto legal = check(source, target, order);
    if (!legal) return legal.error();
    const auto fit = nested(to_unit(source), to_unit(target), static_cast<Index>(order));
    if (!fit) return fit.error();
    GrangerTest test;
    test.rows = target.size() - order;
    test.numerator = order;
    test.denominator = test.rows - 2 * order - 1;
    const auto p = static_cast<double>(order);
    const auto degrees = static_cast<double>(test.denominator);
    test.f = gain(*fit) / p * degrees;
    test.feedback = std::log1p(gain(*fit));
    if (!std::isfinite(test.f)) return Error{Errc::not_identified, "granger: the target is fitted exactly"};
    const auto tail = f_tail(test.f, p, degrees);
    if (!tail) return tail.error();
    const auto likelihood = chi_squared_tail(static_cast<double>(test.rows) * test.feedback, p);
    if (!likelihood) return likelihood.error();
    test.p = *tail;
    test.p_likelihood = *likelihood;
    return test;
}

Result<LinearFeedback> linear_feedback(std::span<const double> x, std::span<const double> y, std::size_t order)
{
    const auto legal = check(x, y, order);
    if (!legal) return legal.error();
    const VectorXd unit_x = to_unit(x);
    const VectorXd unit_y = to_unit(y);
    const auto to_y = nested(unit_x, unit_y, static_cast<Index>(order));
    if (!to_y) return to_y.error();
    const auto to_x = nested(unit_y, unit_x, static_cast<Index>(order));
    if (!to_x) return to_x.error();
    LinearFeedback feedback;
    feedback.x_to_y = std::log1p(gain(*to_y));
    feedback.y_to_x = std::log1p(gain(*to_x));
    const double r = to_y->full.dot(to_x->full) / (to_y->full.norm() * to_x->full.norm());
    if (!(std::abs(r) < 1.0)) return Error{Errc::not_identified, "linear_feedback: the residuals are proportional"};
    feedback.residual_correlation = r;
    feedback.instantaneous = -std::log1p(-r * r) + 0.0;
    feedback.total = feedback.x_to_y + feedback.y_to_x + feedback.instantaneous;
    return feedback;
}

}  // namespace entangled::kernels
