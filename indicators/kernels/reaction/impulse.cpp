#include "indicators/kernels/reaction/autoregression.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>

namespace entangled::kernels {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr std::size_t longest_horizon = 10'000;

Result<bool> check(std::span<const MatrixXd> lags)
{
    if (lags.empty() || lags.front().size() == 0) return Error{Errc::no_data, "autoregression: no lags"};
    const Index d = lags.front().rows();
    for (const MatrixXd& lag : lags) {
        if (lag.rows() != d || lag.cols() != d) {
            return Error{Errc::bad_value, "autoregression: the lag matrices are square and of one size"};
        }
        if (!lag.allFinite()) return Error{Errc::bad_value, "autoregression: a coefficient is not finite"};
    }
    return true;
}

MatrixXd companion(std::span<const MatrixXd> lags)
{
    const Index d = lags.front().rows();
    const Index size = d * static_cast<Index>(lags.size());
    MatrixXd matrix = MatrixXd::Zero(size, size);
    for (std::size_t lag = 0; lag < lags.size(); ++lag) {
        matrix.block(0, static_cast<Index>(lag) * d, d, d) = lags[lag];
    }
    matrix.bottomLeftCorner(size - d, size - d).setIdentity();
    return matrix;
}

/// Scales rows and columns alike by powers of two until their sizes agree: the eigenvalues stay, and series in unlike
/// units do not drown each other. Parlett and Reinsch (1969).
void balance(MatrixXd& matrix)
{
    constexpr int most_sweeps = 20;
    bool changed = true;
    for (int sweep = 0; changed && sweep < most_sweeps; ++sweep) {
        changed = false;
        for (Index i = 0; i < matrix.rows(); ++i) {
            const double row = matrix.row(i).lpNorm<1>() - std::abs(matrix(i, i));
            const double column = matrix.col(i).lpNorm<1>() - std::abs(matrix(i, i));
            if (!(row > 0.0) || !(column > 0.0)) continue;
            const double factor = std::exp2(std::round(0.5 * (std::log2(row) - std::log2(column))));
            if (factor == 1.0) continue;
            matrix.col(i) *= factor;
            matrix.row(i) /= factor;
            changed = true;
        }
    }
}

}  // namespace

Result<VarStability> var_stability(std::span<const MatrixXd> lags, double unit_root_limit)
{
    const auto legal = check(lags);
    if (!legal) return legal.error();
    if (!(unit_root_limit > 0.0 && unit_root_limit <= 1.0)) {
        return Error{Errc::bad_value, "var_stability: the limit is in (0, 1]"};
    }
    MatrixXd matrix = companion(lags);
    balance(matrix);
    if (!matrix.allFinite()) return Error{Errc::bad_value, "var_stability: a coefficient is out of range"};
    const Eigen::EigenSolver<MatrixXd> solver{matrix, false};
    if (solver.info() != Eigen::Success) {
        return Error{Errc::not_identified, "var_stability: the eigenvalues do not converge"};
    }
    VarStability result;
    for (const std::complex<double>& value : solver.eigenvalues()) {
        if (!std::isfinite(std::abs(value))) {
            return Error{Errc::bad_value, "var_stability: an eigenvalue exceeds the range of double"};
        }
        result.eigenvalues.push_back(value);
    }
    std::ranges::sort(result.eigenvalues, [](const auto& left, const auto& right) {
        const auto key = [](const auto& value) { return std::array{-std::abs(value), -value.real(), -value.imag()}; };
        return key(left) < key(right);
    });
    result.radius = std::abs(result.eigenvalues.front());
    result.stable = result.radius < 1.0;
    result.near_unit_root = result.radius >= unit_root_limit;
    return result;
}

Result<std::vector<MatrixXd>> impulse_responses(std::span<const MatrixXd> lags, std::size_t horizon)
{
    const auto legal = check(lags);
    if (!legal) return legal.error();
    if (horizon > longest_horizon) return Error{Errc::bad_value, "impulse_responses: at most 10,000 periods"};
    const Index d = lags.front().rows();
    std::vector<MatrixXd> responses{MatrixXd::Identity(d, d)};
    for (std::size_t h = 1; h <= horizon; ++h) {
        MatrixXd response = MatrixXd::Zero(d, d);
        for (std::size_t lag = 1; lag <= std::min(h, lags.size()); ++lag) {
            response += responses[h - lag] * lags[lag - 1];
        }
        if (!response.allFinite()) return Error{Errc::bad_value, "impulse_responses: a response exceeds the range"};
        responses.push_back(std::move(response));
    }
    return responses;
}

Result<std::vector<MatrixXd>> orthogonal_impulse_responses(std::span<const MatrixXd> lags, const MatrixXd& covariance,
                                                           std::size_t horizon)
{
    auto responses = impulse_responses(lags, horizon);
    if (!responses) return responses.error();
    const Index d = lags.front().rows();
    if (covariance.rows() != d || covariance.cols() != d || !covariance.allFinite()) {
        return Error{Errc::bad_value, "orthogonal_impulse_responses: the covariance is finite and fits the lags"};
    }
    const Eigen::LLT<MatrixXd> root{covariance};
    const MatrixXd lower = root.matrixL();
    if (root.info() != Eigen::Success || !lower.allFinite() || !(lower.diagonal().minCoeff() > 0.0)) {
        return Error{Errc::not_identified, "orthogonal_impulse_responses: the covariance is not positive definite"};
    }
    for (MatrixXd& response : *responses) {
        response = (response * lower).eval();
        if (!response.allFinite()) {
            return Error{Errc::bad_value, "orthogonal_impulse_responses: a response exceeds the range"};
        }
    }
    return responses;
}

}  // namespace entangled::kernels
