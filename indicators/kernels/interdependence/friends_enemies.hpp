#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>

namespace entangled::kernels {

// First-order exposure to productivity growth abroad in the constant-elasticity model of Kleinman, Liu and Redding
// (2020), "International friends and enemies". S(n, i) is the share of n's expenditure on goods of i.

/// World economy in balanced trade.
struct WorldTrade {
    Eigen::MatrixXd expenditure_shares;  ///< S, rows add to 1 within `tolerance` and are rescaled to 1
    double trade_elasticity{};           ///< theta > 0
    Eigen::VectorXd income_shares;       ///< q > 0, adds to 1; empty: the one q = q S that S itself implies
    double tolerance{1e-3};              ///< of the rows of S, and of q against q S relative to q; printed digits miss
};

/// Elasticities, n by n, from country i (column) to country n (row).
struct FriendsEnemies {
    Eigen::VectorXd income_shares;  ///< q as used
    Eigen::MatrixXd income;         ///< W(n, i): d ln income of n by d ln productivity of i; rows add to 0
    Eigen::MatrixXd welfare;        ///< U(n, i): d ln welfare of n by d ln productivity of i; rows add to 1
};

/// With T(i, n) = S(n, i) q_n/q_i, M = T S - I, V = (T + theta T S)/(theta + 1) - Q, where each row of Q is q:
/// W = -theta/(theta + 1) (I - V)^-1 M and U = (I - S) W + S. Errors: insufficient_points if n < 2, not_identified if
/// the world falls into parts that do not trade or q does not clear, bad_value for illegal numbers, sizes or an
/// overflow.
[[nodiscard]] Result<FriendsEnemies> friends_enemies(const WorldTrade& world);

/// The one vector of income shares that clears.
struct BalancedIncomes {
    Eigen::VectorXd shares;  ///< > 0, adds to 1
};

/// Shares of world income with which trade is balanced: the positive q = q S that adds to 1. S and errors as above;
/// not_identified if there is more than one such q or one without income.
[[nodiscard]] Result<BalancedIncomes> balanced_incomes(const Eigen::MatrixXd& expenditure_shares,
                                                       double tolerance = 1e-3);

}  // namespace entangled::kernels
