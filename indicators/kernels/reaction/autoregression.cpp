#include "indicators/kernels/reaction/autoregression.hpp"

#include "indicators/kernels/reaction/least_squares.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

namespace entangled::kernels {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

/// The last `rows` periods on the `order` periods before each, nearest lag first.
Result<LeastSquares> regress_on_lags(const MatrixXd& series, Index order, Index rows)
{
    const Index d = series.cols();
    MatrixXd predictors(rows, order * d);
    for (Index lag = 1; lag <= order; ++lag) {
        predictors.middleCols((lag - 1) * d, d) = series.middleRows(series.rows() - rows - lag, rows);
    }
    return regress(predictors, series.bottomRows(rows));
}

Result<bool> check(const MatrixXd& series, std::size_t order)
{
    if (series.size() == 0) return Error{Errc::no_data, "autoregression: no series"};
    if (order == 0) return Error{Errc::bad_value, "autoregression: the order is at least 1"};
    if (!series.allFinite()) return Error{Errc::bad_value, "autoregression: a value is not finite"};
    const auto n = static_cast<std::size_t>(series.rows());
    const auto d = static_cast<std::size_t>(series.cols());
    if (order >= n || n - order < 2 || (n - order - 2) / d < order) {
        return Error{Errc::insufficient_points, "autoregression: too few periods for the order"};
    }
    return true;
}

/// ln det(E'E/rows) with columns scaled first, so that squares neither overflow nor vanish.
Result<double> log_determinant(const MatrixXd& residuals, const MatrixXd& targets)
{
    MatrixXd scaled = residuals;
    double log_scales = 0.0;
    for (Index column = 0; column < scaled.cols(); ++column) {
        const double largest = scaled.col(column).lpNorm<Eigen::Infinity>();
        const double level = targets.col(column).lpNorm<Eigen::Infinity>();
        if (!(largest > 1e-12 * level)) {
            return Error{Errc::not_identified, "choose_var_order: an equation is fitted exactly"};
        }
        scaled.col(column) /= largest;
        log_scales += 2.0 * std::log(largest);
    }
    const MatrixXd sigma = scaled.transpose() * scaled / static_cast<double>(scaled.rows());
    const Eigen::LLT<MatrixXd> root{sigma};
    if (root.info() != Eigen::Success) {
        return Error{Errc::not_identified, "choose_var_order: residuals of one equation give those of another"};
    }
    const MatrixXd lower = root.matrixL();
    return log_scales + 2.0 * lower.diagonal().array().log().sum();
}

}  // namespace

Result<VarModel> fit_var(const MatrixXd& series, std::size_t order)
{
    const auto legal = check(series, order);
    if (!legal) return legal.error();
    const auto p = static_cast<Index>(order);
    const Index d = series.cols();
    const Index rows = series.rows() - p;
    auto fit = regress_on_lags(series, p, rows);
    if (!fit) return fit.error();
    VarModel model;
    model.rows = static_cast<std::size_t>(rows);
    model.degrees = fit->degrees;
    model.constant = fit->coefficients.row(0).transpose();
    model.constant_errors = fit->errors.row(0).transpose();
    for (Index lag = 0; lag < p; ++lag) {
        model.lags.emplace_back(fit->coefficients.middleRows(1 + lag * d, d).transpose());
        model.lag_errors.emplace_back(fit->errors.middleRows(1 + lag * d, d).transpose());
    }
    model.covariance = fit->residuals.transpose() * fit->residuals / static_cast<double>(fit->degrees);
    if (!model.covariance.allFinite()) {
        return Error{Errc::bad_value, "fit_var: the covariance exceeds the range of double"};
    }
    model.residuals = std::move(fit->residuals);
    return model;
}

Result<VarOrder> choose_var_order(const MatrixXd& series, std::size_t most)
{
    const auto legal = check(series, most);
    if (!legal) return legal.error();
    const Index rows = series.rows() - static_cast<Index>(most);
    if (rows - series.cols() * static_cast<Index>(most) - 1 < series.cols()) {
        return Error{Errc::insufficient_points, "choose_var_order: fewer degrees of freedom than series"};
    }
    const auto n = static_cast<double>(rows);
    const auto d = static_cast<double>(series.cols());
    VarOrder choice;
    for (std::size_t order = 1; order <= most; ++order) {
        const auto fit = regress_on_lags(series, static_cast<Index>(order), rows);
        if (!fit) return fit.error();
        const auto log_det = log_determinant(fit->residuals, series);
        if (!log_det) return log_det.error();
        const double parameters = d * (d * static_cast<double>(order) + 1.0);
        choice.bic.push_back(*log_det + std::log(n) / n * parameters);
        choice.aic.push_back(*log_det + 2.0 / n * parameters);
    }
    choice.order = 1 + static_cast<std::size_t>(std::ranges::min_element(choice.bic) - choice.bic.begin());
    return choice;
}

}  // namespace entangled::kernels
