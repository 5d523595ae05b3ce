#include "indicators/kernels/hawkes/standard_errors.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <utility>

namespace entangled::kernels {
namespace {

using Kind = HawkesParameter::Kind;

std::vector<HawkesParameter> interior_of(const HawkesFit& fit)
{
    const Eigen::Index d = fit.model.background.size();
    std::vector<HawkesParameter> interior;
    for (Eigen::Index i = 0; i < d; ++i) {
        if (!fit.background_at_bound(i)) interior.push_back({Kind::background, i, 0});
    }
    for (Eigen::Index i = 0; i < d; ++i) {
        for (Eigen::Index j = 0; j < d; ++j) {
            if (!fit.branching_at_bound(i, j)) interior.push_back({Kind::branching, i, j});
        }
    }
    if (fit.decay_identified && !fit.decay_at_bound) interior.push_back({Kind::decay, 0, 0});
    return interior;
}

/// Eigenvector of the largest real eigenvalue, which is the spectral radius of a matrix without negative entries;
/// absent unless it is the only one there.
std::optional<Eigen::VectorXd> perron_vector(const Eigen::MatrixXd& matrix)
{
    const Eigen::EigenSolver<Eigen::MatrixXd> solver{matrix};
    if (solver.info() != Eigen::Success) return std::nullopt;
    Eigen::Index top = 0;
    const auto& values = solver.eigenvalues();
    for (Eigen::Index k = 1; k < values.size(); ++k) {
        if (values[k].real() > values[top].real()) top = k;
    }
    for (Eigen::Index k = 0; k < values.size(); ++k) {
        if (k != top && std::abs(values[k] - values[top]) <= 1e-7 * std::abs(values[top])) return std::nullopt;
    }
    return Eigen::VectorXd{solver.eigenvectors().col(top).real()};
}

/// d rho / d A = left right^T / (left . right).
std::optional<Eigen::MatrixXd> radius_slope(const Eigen::MatrixXd& branching)
{
    const auto right = perron_vector(branching);
    const auto left = perron_vector(branching.transpose());
    if (!right || !left) return std::nullopt;
    const double product = left->dot(*right);
    if (!(std::abs(product) > 1e-7 * left->norm() * right->norm())) return std::nullopt;
    Eigen::MatrixXd slope = *left * right->transpose() / product;
    if (!slope.allFinite()) return std::nullopt;
    return slope;
}

std::optional<double> radius_error(const HawkesFit& fit, const HawkesStandardErrors& errors)
{
    const auto slope = radius_slope(fit.model.branching);
    if (!slope) return std::nullopt;
    const auto count = static_cast<Eigen::Index>(errors.interior.size());
    Eigen::VectorXd along = Eigen::VectorXd::Zero(count);
    bool free = false;
    for (Eigen::Index k = 0; k < count; ++k) {
        const HawkesParameter& parameter = errors.interior[static_cast<std::size_t>(k)];
        if (parameter.kind != Kind::branching) continue;
        along[k] = (*slope)(parameter.row, parameter.column);
        free = true;
    }
    const double variance = along.dot(errors.covariance * along);
    if (!free || !std::isfinite(variance) || variance <= 0.0) return std::nullopt;
    return std::sqrt(variance);
}

void name_errors(HawkesStandardErrors& errors)
{
    for (std::size_t k = 0; k < errors.interior.size(); ++k) {
        const auto at = static_cast<Eigen::Index>(k);
        const double error = std::sqrt(errors.covariance(at, at));
        const HawkesParameter& parameter = errors.interior[k];
        const auto row = static_cast<std::size_t>(parameter.row);
        switch (parameter.kind) {
            case Kind::background: errors.background[row] = error; break;
            case Kind::branching: errors.branching[row][static_cast<std::size_t>(parameter.column)] = error; break;
            case Kind::decay: errors.decay = error; break;
        }
    }
}

}  // namespace

Result<HawkesStandardErrors> standard_errors(HawkesLikelihood& likelihood, const HawkesFit& fit)
{
    if (const auto legal = check(fit.model); !legal) return legal.error();
    const Eigen::Index d = fit.model.background.size();
    if (fit.background_at_bound.size() != d || fit.branching_at_bound.rows() != d ||
        fit.branching_at_bound.cols() != d || static_cast<std::size_t>(d) != likelihood.history().type_count()) {
        return Error{Errc::bad_value, "standard_errors: the fit is of other types"};
    }
    HawkesStandardErrors errors;
    errors.interior = interior_of(fit);
    if (errors.interior.empty()) return Error{Errc::not_identified, "standard_errors: no parameter is off its bounds"};
    const auto typical = typical_scales(likelihood.history(), fit.model, errors.interior);
    const auto information = observed_information(likelihood, {fit.model, errors.interior, typical});
    if (!information) return information.error();
    const auto count = static_cast<Eigen::Index>(errors.interior.size());
    // Brought to one scale before it is inverted: rates and ratios may differ by any factor.
    const Eigen::Map<const Eigen::VectorXd> scale{typical.data(), count};
    const Eigen::MatrixXd scaled =
        scale.asDiagonal() * Eigen::Map<const Eigen::MatrixXd>{information->data(), count, count} * scale.asDiagonal();
    const Eigen::LLT<Eigen::MatrixXd> factor{scaled};
    if (!scaled.allFinite() || factor.info() != Eigen::Success || !(factor.rcond() > 1e-12)) {
        return Error{Errc::not_identified, "standard_errors: the information is not positive definite"};
    }
    errors.covariance = scale.asDiagonal() * factor.solve(Eigen::MatrixXd::Identity(count, count)) * scale.asDiagonal();
    if (!errors.covariance.allFinite()) return Error{Errc::bad_value, "standard_errors: a variance is out of range"};
    errors.background.resize(static_cast<std::size_t>(d));
    errors.branching.assign(static_cast<std::size_t>(d), errors.background);
    name_errors(errors);
    errors.spectral_radius = radius_error(fit, errors);
    return errors;
}

}  // namespace entangled::kernels
