#include "indicators/kernels/interdependence/friends_enemies.hpp"

#include <Eigen/LU>
#include <cmath>
#include <utility>

namespace entangled::kernels {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

// Below this reciprocal condition number, the digits of the solution are noise.
constexpr double singular = 1e-13;

struct Shares {
    MatrixXd of;
};

struct Solution {
    MatrixXd of;
};

Result<Shares> rescaled_rows(const MatrixXd& given, double tolerance)
{
    if (given.rows() != given.cols() || !given.allFinite() || (given.array() < 0.0).any()) {
        return Error{Errc::bad_value, "friends_enemies: the shares are not square, negative or not finite"};
    }
    if (!std::isfinite(tolerance) || tolerance < 0.0 || tolerance >= 1.0) {
        return Error{Errc::bad_value, "friends_enemies: the tolerance is outside of [0, 1)"};
    }
    if (given.rows() < 2) return Error{Errc::insufficient_points, "friends_enemies: two countries are needed"};
    Shares shares{given};
    for (Eigen::Index n = 0; n < given.rows(); ++n) {
        const double sum = given.row(n).sum();
        if (!(std::abs(sum - 1.0) <= tolerance)) {
            return Error{Errc::bad_value, "friends_enemies: a row of shares does not add to 1"};
        }
        shares.of.row(n) /= sum;
    }
    return shares;
}

Result<Solution> solve(const MatrixXd& a, const MatrixXd& b)
{
    const Eigen::PartialPivLU<MatrixXd> factors{a};
    if (!(factors.rcond() > singular)) {
        return Error{Errc::not_identified, "friends_enemies: countries that do not trade with the others"};
    }
    Solution solution{factors.solve(b)};
    if (!solution.of.allFinite()) return Error{Errc::bad_value, "friends_enemies: out of range of double"};
    return solution;
}

/// q (I - S + 1 1') = 1': with the ones, q S = q and sum q = 1 hold at once, and only if q is unique.
Result<BalancedIncomes> stationary(const MatrixXd& shares)
{
    const Eigen::Index n = shares.rows();
    const MatrixXd system = MatrixXd::Identity(n, n) - shares + MatrixXd::Ones(n, n);
    const auto q = solve(system.transpose(), VectorXd::Ones(n));
    if (!q) return q.error();
    if ((q->of.array() <= 0.0).any()) return Error{Errc::not_identified, "friends_enemies: a country has no income"};
    return BalancedIncomes{q->of.col(0) / q->of.sum()};
}

Result<BalancedIncomes> incomes(const WorldTrade& world, const MatrixXd& shares)
{
    const VectorXd& given = world.income_shares;
    if (given.size() == 0) return stationary(shares);
    if (given.size() != shares.rows() || !given.allFinite() || (given.array() <= 0.0).any()) {
        return Error{Errc::bad_value, "friends_enemies: the incomes are of another number, not positive or not finite"};
    }
    if (!(std::abs(given.sum() - 1.0) <= world.tolerance)) {
        return Error{Errc::bad_value, "friends_enemies: the income shares do not add to 1"};
    }
    const VectorXd q = given / given.sum();
    const VectorXd sales = shares.transpose() * q;
    if (((sales - q).cwiseAbs().array() > world.tolerance * q.array()).any()) {
        return Error{Errc::not_identified, "friends_enemies: incomes and sales differ, trade is not balanced"};
    }
    return BalancedIncomes{q};
}

/// T(i, n), share of i's income that n pays; rows add to 1.
MatrixXd income_sources(const MatrixXd& shares, const VectorXd& q)
{
    MatrixXd sources = shares.transpose() * q.asDiagonal();
    for (Eigen::Index i = 0; i < sources.rows(); ++i) sources.row(i) /= sources.row(i).sum();
    return sources;
}

}  // namespace

Result<FriendsEnemies> friends_enemies(const WorldTrade& world)
{
    const double theta = world.trade_elasticity;
    if (!std::isfinite(theta) || theta <= 0.0) {
        return Error{Errc::bad_value, "friends_enemies: the trade elasticity is not positive"};
    }
    const auto shares = rescaled_rows(world.expenditure_shares, world.tolerance);
    if (!shares) return shares.error();
    const MatrixXd& s = shares->of;
    auto balanced = incomes(world, s);
    if (!balanced) return balanced.error();
    VectorXd& q = balanced->shares;
    const Eigen::Index n = s.rows();
    const MatrixXd identity = MatrixXd::Identity(n, n);
    const MatrixXd sources = income_sources(s, q);
    const MatrixXd cross = sources * s;
    // theta/(theta + 1) is 1 for any large theta, where theta + 1 would still be exact but theta T S not finite.
    const double weight = 1.0 / (1.0 + 1.0 / theta);
    const MatrixXd v = (1.0 - weight) * sources + weight * cross - VectorXd::Ones(n) * q.transpose();
    const auto income = solve(identity - v, -weight * (cross - identity));
    if (!income) return income.error();
    MatrixXd welfare = (identity - s) * income->of + s;
    if (!welfare.allFinite()) return Error{Errc::bad_value, "friends_enemies: out of range of double"};
    return FriendsEnemies{std::move(q), income->of, std::move(welfare)};
}

Result<BalancedIncomes> balanced_incomes(const MatrixXd& expenditure_shares, double tolerance)
{
    const auto shares = rescaled_rows(expenditure_shares, tolerance);
    if (!shares) return shares.error();
    return stationary(shares->of);
}

}  // namespace entangled::kernels
