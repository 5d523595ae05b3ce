#include "indicators/kernels/change/run_lengths.hpp"

#include "indicators/kernels/numbers/tails.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace entangled::kernels {
namespace {

constexpr double longest = 1e12;
constexpr int most_steps = 60;

double density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi); }

struct Quadrature {
    Eigen::VectorXd nodes;
    Eigen::VectorXd weights;
};

/// Gauss-Legendre on [low, high]: eigenvalues of the Jacobi matrix, Golub and Welsch (1969).
Quadrature gauss_points(Eigen::Index n, double low, double high)
{
    const Eigen::VectorXd diagonal = Eigen::VectorXd::Zero(n);
    Eigen::VectorXd beside(n - 1);
    for (Eigen::Index i = 1; i < n; ++i) {
        const auto k = static_cast<double>(i);
        beside[i - 1] = k / std::sqrt(4.0 * k * k - 1.0);
    }
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(diagonal, beside);
    const double half = (high - low) / 2.0;
    return {(solver.eigenvalues().array() + 1.0) * half + low,
            2.0 * half * solver.eigenvectors().row(0).transpose().array().square()};
}

/// Enough points for a kernel of standard deviation 1 over `width` of them: more do not change ten digits.
Eigen::Index points_for(double width) { return 24 + static_cast<Eigen::Index>(std::ceil(3.0 * width)); }

Result<double> arl(double value)
{
    if (!std::isfinite(value) || !(value < longest) || value < 0.5) {
        return Error{Errc::not_identified, "run length: it is too long to be told from never"};
    }
    return std::max(1.0, value);
}

/// Limit in (0, widest] with ln(run length) = ln(wanted), by false position with halved ends (Dowell and Jarratt 1971):
/// the logarithm is nearly straight in the limit.
template <class RunLengthOf>
Result<double> limit_for(double wanted, double widest, RunLengthOf run_length)
{
    const auto excess = [&](double limit) {
        const auto reached = run_length(limit);
        return std::log(reached ? *reached : longest) - std::log(wanted);
    };
    double low = 1e-3;
    double below = excess(low);
    double high = 1.0;
    double above = excess(high);
    for (; above < 0.0 && high < widest; above = excess(high)) {
        low = high;
        below = above;
        high = std::min(1.5 * high, widest);
    }
    if (below > 0.0 || above < 0.0) return Error{Errc::not_identified, "run length: no limit gives it"};
    for (int i = 0; i < most_steps && high - low > 1e-13 * high && above > 0.0; ++i) {
        const double next = std::clamp(high - above * (high - low) / (above - below), low, high);
        const double value = excess(next);
        if (value >= 0.0) {
            if (i % 2 == 1) below *= 0.5;
            high = next;
            above = value;
        } else {
            if (i % 2 == 1) above *= 0.5;
            low = next;
            below = value;
        }
        if (std::abs(value) < 1e-13) return next;
    }
    return high;
}

double solve_cusum(const CusumDesign& design, double shift)
{
    // L at 0 is an unknown of its own beside L at the points, since the sum stays at 0 with positive probability.
    const double k = design.reference - shift;
    const auto points = gauss_points(points_for(design.limit), 0.0, design.limit);
    const Eigen::Index n = points.nodes.size();
    Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n + 1, n + 1);
    for (Eigen::Index i = 0; i <= n; ++i) {
        const double from = i == 0 ? 0.0 : points.nodes[i - 1];
        system(i, 0) -= normal_cdf(k - from);
        for (Eigen::Index j = 0; j < n; ++j) {
            system(i, j + 1) -= points.weights[j] * density(points.nodes[j] - from + k);
        }
    }
    return system.partialPivLu().solve(Eigen::VectorXd::Ones(n + 1))[0];
}

double solve_ewma(const EwmaDesign& design, double shift)
{
    const double lambda = design.weight;
    const double edge = design.limit * std::sqrt(lambda / (2.0 - lambda));
    const auto points = gauss_points(points_for(2.0 * edge / lambda), -edge, edge);
    const Eigen::Index n = points.nodes.size();
    Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n + 1, n + 1);
    for (Eigen::Index i = 0; i <= n; ++i) {
        const double from = i == 0 ? 0.0 : points.nodes[i - 1];
        for (Eigen::Index j = 0; j < n; ++j) {
            const double z = (points.nodes[j] - (1.0 - lambda) * from) / lambda - shift;
            system(i, j + 1) -= points.weights[j] * density(z) / lambda;
        }
    }
    return system.partialPivLu().solve(Eigen::VectorXd::Ones(n + 1))[0];
}

bool legal(double value, double lowest, double highest) { return value >= lowest && value <= highest; }

}  // namespace

Result<double> cusum_arl(const CusumDesign& design, double shift)
{
    if (!legal(design.reference, 0.0, 20.0) || !(design.limit > 0.0) || !legal(design.limit, 0.0, 100.0) ||
        !legal(shift, -20.0, 20.0)) {
        return Error{Errc::bad_value, "cusum_arl: the design or the shift is outside its range"};
    }
    return arl(solve_cusum(design, shift));
}

Result<double> cusum_arl_two_sided(const CusumDesign& design, double shift)
{
    const auto upper = cusum_arl(design, shift);
    const auto lower = cusum_arl(design, -shift);
    if (!upper && upper.error().code == Errc::bad_value) return upper.error();
    if (!upper && !lower) return upper.error();
    // A side that never gives an alarm adds nothing.
    return 1.0 / ((upper ? 1.0 / *upper : 0.0) + (lower ? 1.0 / *lower : 0.0));
}

Result<double> cusum_limit(double reference, double arl)
{
    if (!legal(reference, 0.0, 20.0) || !(arl > 1.0 && arl < longest)) {
        return Error{Errc::bad_value, "cusum_limit: the reference is in [0, 20], the run length in (1, 1e12)"};
    }
    return limit_for(arl, 100.0, [&](double limit) { return cusum_arl({reference, limit}, 0.0); });
}

Result<double> ewma_arl(const EwmaDesign& design, double shift)
{
    if (!legal(design.weight, 0.005, 1.0) || !(design.limit > 0.0) || !legal(design.limit, 0.0, 8.0) ||
        !legal(shift, -20.0, 20.0)) {
        return Error{Errc::bad_value, "ewma_arl: the design or the shift is outside its range"};
    }
    return arl(solve_ewma(design, shift));
}

Result<double> ewma_limit(double weight, double arl)
{
    if (!legal(weight, 0.005, 1.0) || !(arl > 1.0 && arl < longest)) {
        return Error{Errc::bad_value, "ewma_limit: the weight is in [0.005, 1], the run length in (1, 1e12)"};
    }
    return limit_for(arl, 8.0, [&](double limit) { return ewma_arl({weight, limit}, 0.0); });
}

}  // namespace entangled::kernels
