#include "indicators/kernels/hawkes/criticality.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

// Eigen's matrices are constructible from anything, so an Error does not become a Result of one by itself.
template <class Dense>
Result<Dense> refused(Error error)
{
    return Result<Dense>{boost::system::in_place_error, std::move(error)};
}

Result<void> check_branching(const Eigen::MatrixXd& branching)
{
    if (branching.size() == 0) return Error{Errc::no_data, "hawkes: an empty branching matrix"};
    if (branching.rows() != branching.cols()) return Error{Errc::bad_value, "hawkes: branching is not square"};
    const auto legal = [](double entry) { return std::isfinite(entry) && entry >= 0.0; };
    if (!std::ranges::all_of(branching.reshaped(), legal)) {
        return Error{Errc::bad_value, "hawkes: a branching entry is negative or not finite"};
    }
    return {};
}

Result<void> check_pair(const Eigen::MatrixXd& branching, std::size_t one, std::size_t other)
{
    if (const auto legal = check_branching(branching); !legal) return legal;
    const auto d = static_cast<std::size_t>(branching.rows());
    if (one >= d || other >= d || one == other) return Error{Errc::bad_value, "hawkes: two different types are needed"};
    return {};
}

double radius_of_scaled(const Eigen::MatrixXd& a, bool& converged)
{
    if (a.rows() == 1) return a(0, 0);
    if (a.rows() == 2) {
        // The discriminant as a sum of what is not negative: tr^2 - 4 det cancels.
        return 0.5 * ((a(0, 0) + a(1, 1)) + std::hypot(a(0, 0) - a(1, 1), 2.0 * std::sqrt(a(0, 1) * a(1, 0))));
    }
    const Eigen::EigenSolver<Eigen::MatrixXd> solver{a, false};
    converged = solver.info() == Eigen::Success;
    return converged ? solver.eigenvalues().cwiseAbs().maxCoeff() : 0.0;
}

Result<Eigen::MatrixXd> inverse_of_rest(const Eigen::MatrixXd& branching)
{
    const auto radius = branching_spectral_radius(branching);
    if (!radius) return refused<Eigen::MatrixXd>(radius.error());
    if (*radius >= 1.0) {
        return refused<Eigen::MatrixXd>({Errc::not_identified, "hawkes: not stationary, the spectral radius is >= 1"});
    }
    const Eigen::Index d = branching.rows();
    const Eigen::MatrixXd rest = Eigen::MatrixXd::Identity(d, d) - branching;
    Eigen::MatrixXd inverse = rest.fullPivLu().inverse();
    if (!inverse.allFinite()) {
        return refused<Eigen::MatrixXd>({Errc::not_identified, "hawkes: too close to critical for a finite rate"});
    }
    // Exactly >= 0: it is the sum of the powers of A.
    inverse = inverse.cwiseMax(0.0);
    return inverse;
}

}  // namespace

Result<double> branching_spectral_radius(const Eigen::MatrixXd& branching)
{
    if (const auto legal = check_branching(branching); !legal) return legal.error();
    const double largest = branching.maxCoeff();
    if (largest == 0.0) return 0.0;
    bool converged = true;
    const double radius = largest * radius_of_scaled(branching / largest, converged);
    if (!converged) return Error{Errc::not_identified, "hawkes: the eigenvalues of branching do not converge"};
    if (!std::isfinite(radius))
        return Error{Errc::bad_value, "hawkes: the spectral radius exceeds the range of double"};
    return radius;
}

Result<Eigen::VectorXd> stationary_rate(const HawkesModel& model)
{
    if (const auto legal = check(model); !legal) return refused<Eigen::VectorXd>(legal.error());
    const auto progeny = inverse_of_rest(model.branching);
    if (!progeny) return refused<Eigen::VectorXd>(progeny.error());
    Eigen::VectorXd rate = *progeny * model.background;
    if (!rate.allFinite()) {
        return refused<Eigen::VectorXd>({Errc::bad_value, "hawkes: the rate exceeds the range of double"});
    }
    return rate;
}

Result<Eigen::MatrixXd> total_progeny(const Eigen::MatrixXd& branching) { return inverse_of_rest(branching); }

Result<double> loop_gain(const Eigen::MatrixXd& branching, std::size_t one, std::size_t other)
{
    if (const auto legal = check_pair(branching, one, other); !legal) return legal.error();
    const auto i = static_cast<Eigen::Index>(one);
    const auto j = static_cast<Eigen::Index>(other);
    const double gain = branching(i, j) * branching(j, i);
    if (!std::isfinite(gain)) return Error{Errc::bad_value, "loop_gain: the product exceeds the range of double"};
    return gain;
}

Result<std::optional<double>> provocation_asymmetry(const Eigen::MatrixXd& branching, std::size_t one,
                                                    std::size_t other)
{
    if (const auto legal = check_pair(branching, one, other); !legal) return legal.error();
    const double answered = branching(static_cast<Eigen::Index>(one), static_cast<Eigen::Index>(other));
    const double provoked = branching(static_cast<Eigen::Index>(other), static_cast<Eigen::Index>(one));
    if (answered == 0.0 || provoked == 0.0) return std::optional<double>{};
    return std::optional<double>{std::log(answered) - std::log(provoked)};
}

}  // namespace entangled::kernels
