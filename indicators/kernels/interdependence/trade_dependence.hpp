#pragma once

#include "indicators/core/result.hpp"

namespace entangled::kernels {

// Two sides i and j; T_ij = exports + imports between them, T_i and T_j their trade with all, Y_i and Y_j their GDP,
// all >= 0 in one unit of money. Every pair of results keeps the sides apart: never one unsigned number.

/// Hirschman's share of partner j in the trade of i, T_ij/T_i in [0, 1]; how far j could hurt i. Hirschman (1945).
/// Errors: not_identified if T_i is 0, bad_value if a number is negative, not finite or T_ij > T_i.
[[nodiscard]] Result<double> hirschman_share(double trade_between, double trade_with_all);

/// OPEN_i = T_i/Y_i, trade over GDP, >= 0. DEP_ij = TS_ij OPEN_i. Errors: not_identified if the GDP is 0, bad_value if
/// a number is negative or not finite, or for an overflow.
[[nodiscard]] Result<double> openness(double trade_with_all, double gdp);

/// Trade of a dyad and of its sides.
struct TradeTies {
    double between{};  ///< T_ij, the same for both sides
    double all_i{};    ///< T_i
    double all_j{};    ///< T_j
};

/// Barbieri's measures, all in [0, 1].
struct Barbieri {
    double share_i{};          ///< TS_ij = T_ij/T_i: dependence of i on j
    double share_j{};          ///< TS_ji = T_ij/T_j: dependence of j on i
    double salience{};         ///< sqrt(TS_ij TS_ji)
    double symmetry{};         ///< 1 - |TS_ij - TS_ji|
    double interdependence{};  ///< salience * symmetry
};

/// Trade shares of a dyad and what follows from them. Barbieri (1996).
/// Errors: as for `hirschman_share`, of either side.
[[nodiscard]] Result<Barbieri> barbieri(const TradeTies& ties);

/// Trade of a dyad and the size of its sides.
struct GdpTies {
    double between{};  ///< T_ij
    double gdp_i{};    ///< Y_i
    double gdp_j{};    ///< Y_j
};

/// Trade over GDP, both sides >= 0.
struct OnealRussett {
    double dependence_i{};  ///< DEP_ij = T_ij/Y_i: dependence of i on j
    double dependence_j{};  ///< DEP_ji = T_ij/Y_j: dependence of j on i
    double lower{};         ///< the weak link, min of both
    double higher{};        ///< max of both
};

/// Trade dependence and its weak link. Oneal and Russett (1997). Errors: not_identified if a GDP is 0, bad_value if a
/// number is negative or not finite, or for an overflow.
[[nodiscard]] Result<OnealRussett> oneal_russett(const GdpTies& ties);

}  // namespace entangled::kernels
