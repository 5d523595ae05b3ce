#include "indicators/kernels/reaction/least_squares.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>

namespace entangled::kernels {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

constexpr double smallest_part = 1e-10;

/// Columns as scale * (centred + mean), with |centred + mean| <= 1 and powers of two as scales.
struct Centred {
    MatrixXd columns;
    RowVectorXd means;
    RowVectorXd scales;
};

double power_of_two(double largest)
{
    int exponent = 0;
    std::frexp(largest, &exponent);
    return std::ldexp(1.0, std::max(exponent, -1000));
}

Centred centred(const MatrixXd& values)
{
    Centred result{values, RowVectorXd::Zero(values.cols()), RowVectorXd::Ones(values.cols())};
    for (Index column = 0; column < values.cols(); ++column) {
        const double scale = power_of_two(values.col(column).lpNorm<Eigen::Infinity>());
        result.columns.col(column) /= scale;
        result.means(column) = result.columns.col(column).mean();
        result.columns.col(column).array() -= result.means(column);
        result.scales(column) = scale;
    }
    return result;
}

bool is_flat(const Centred& values, Index column)
{
    const double level = std::abs(values.means(column)) * std::sqrt(static_cast<double>(values.columns.rows()));
    return values.columns.col(column).norm() <= 1e-13 * level || values.columns.col(column).isZero(0.0);
}

Result<bool> check(const MatrixXd& predictors, const MatrixXd& targets)
{
    if (targets.size() == 0) return Error{Errc::no_data, "regress: no observations"};
    if (predictors.cols() > 0 && predictors.rows() != targets.rows()) {
        return Error{Errc::bad_value, "regress: as many rows of predictors as of targets are needed"};
    }
    if (!predictors.allFinite() || !targets.allFinite()) {
        return Error{Errc::bad_value, "regress: a value is not finite"};
    }
    if (targets.rows() < predictors.cols() + 2) {
        return Error{Errc::insufficient_points, "regress: two observations more than predictors are needed"};
    }
    return true;
}

/// Slopes of the scaled problem and the diagonal of the inverse of X'X; the constant is row 0 of both.
struct Solution {
    MatrixXd slopes;
    MatrixXd residuals;
    VectorXd inverse_diagonal;
};

Result<Solution> solve(const Centred& x, const Centred& y)
{
    const Index k = x.columns.cols();
    const double n = static_cast<double>(y.columns.rows());
    if (k == 0) return Solution{MatrixXd(0, y.columns.cols()), y.columns, VectorXd::Constant(1, 1.0 / n)};
    for (Index column = 0; column < k; ++column) {
        if (is_flat(x, column)) return Error{Errc::not_identified, "regress: a predictor is constant"};
    }
    const RowVectorXd lengths = x.columns.colwise().norm();
    Eigen::ColPivHouseholderQR<MatrixXd> qr;
    qr.setThreshold(smallest_part);
    qr.compute(x.columns.array().rowwise() / lengths.array());
    if (qr.rank() < k) return Error{Errc::not_identified, "regress: a predictor is a combination of others"};
    MatrixXd slopes = qr.solve(y.columns);
    slopes.array().colwise() /= lengths.transpose().array();
    const MatrixXd upper = qr.matrixR().topLeftCorner(k, k);
    const MatrixXd root = upper.triangularView<Eigen::Upper>().solve(MatrixXd::Identity(k, k));
    MatrixXd inverse = qr.colsPermutation() * (root * root.transpose()) * qr.colsPermutation().transpose();
    inverse.array().colwise() /= lengths.transpose().array();
    inverse.array().rowwise() /= lengths.array();
    VectorXd diagonal(k + 1);
    diagonal(0) = 1.0 / n + (x.means * inverse * x.means.transpose())(0, 0);
    diagonal.tail(k) = inverse.diagonal();
    MatrixXd residuals = y.columns - x.columns * slopes;
    return Solution{std::move(slopes), std::move(residuals), std::move(diagonal)};
}

}  // namespace

Result<LeastSquares> regress(const MatrixXd& predictors, const MatrixXd& targets)
{
    const auto legal = check(predictors, targets);
    if (!legal) return legal.error();
    const Centred x = centred(predictors);
    const Centred y = centred(targets);
    const auto solution = solve(x, y);
    if (!solution) return solution.error();
    const Index k = predictors.cols();
    LeastSquares fit;
    fit.degrees = static_cast<std::size_t>(targets.rows() - k - 1);
    fit.coefficients.resize(k + 1, targets.cols());
    fit.coefficients.row(0) = y.means;
    if (k > 0) {
        fit.coefficients.row(0) -= x.means * solution->slopes;
        fit.coefficients.bottomRows(k) = solution->slopes.array().colwise() / x.scales.transpose().array();
    }
    const RowVectorXd deviation = solution->residuals.colwise().norm() / std::sqrt(static_cast<double>(fit.degrees));
    fit.errors = solution->inverse_diagonal.cwiseSqrt() * deviation;
    if (k > 0) fit.errors.bottomRows(k).array().colwise() /= x.scales.transpose().array();
    fit.coefficients.array().rowwise() *= y.scales.array();
    fit.errors.array().rowwise() *= y.scales.array();
    fit.residuals = solution->residuals.array().rowwise() * y.scales.array();
    if (!fit.coefficients.allFinite() || !fit.errors.allFinite() || !fit.residuals.allFinite()) {
        return Error{Errc::bad_value, "regress: a coefficient exceeds the range of double"};
    }
    return fit;
}

}  // namespace entangled::kernels
