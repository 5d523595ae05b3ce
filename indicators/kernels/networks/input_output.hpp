#pragma once

#include "indicators/core/result.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

// Inter-country input-output tables: n sectors, each of one country, in the same order in rows and columns. flows(i, j)
// is what j buys from i for its production; all amounts are >= 0 in one currency.

/// What to do with a sector whose inputs cost more than its output, as subsidies or negative stocks make it (v < 0).
enum class NegativeValueAdded {
    reject,  ///< an error that names the first such sector
    report   ///< kept and listed; origin shares then have negative parts
};

/// Leontief's model of a table.
struct Leontief {
    Eigen::MatrixXd coefficients;       ///< A(i, j) = flows(i, j) / output(j)
    Eigen::MatrixXd inverse;            ///< B = (I - A)^-1 >= 0: production of i per unit of final demand for j
    Eigen::VectorXd value_added;        ///< v(j) = 1 - sum_i A(i, j), per unit of output
    Eigen::MatrixXd value_origin;       ///< VB = diag(v) B; each column sums to 1
    std::vector<std::size_t> negative;  ///< sectors with v < 0, ascending
};

/// A, B, v and VB of a table; from one sector on. Leontief (1936); Hummels, Ishii and Yi (2001); Koopman, Wang and Wei
/// (2014). Errors: no_data if empty; bad_value for unequal sizes, a flow that is negative or not finite, an output that
/// is not > 0 (leave the sector out) or v < 0 if rejected; not_identified if I - A is singular or not productive.
[[nodiscard]] Result<Leontief> leontief(const Eigen::MatrixXd& flows, const Eigen::VectorXd& output,
                                        NegativeValueAdded negative = NegativeValueAdded::reject);

/// Output of each sector: the sum of its row of `flows` and of its row of `final_demand` (sectors x destinations).
/// Errors: no_data if empty, bad_value for unequal sizes or a sum that is not finite; final demand may be negative.
[[nodiscard]] Result<Eigen::VectorXd> gross_output(const Eigen::MatrixXd& flows, const Eigen::MatrixXd& final_demand);

/// Exports of each sector: what other countries' sectors and final users buy. `country[i]` is that of sector i; column
/// c of `final_demand` is that of country c. Errors as for `gross_output`, bad_value for an unknown country.
[[nodiscard]] Result<Eigen::VectorXd> gross_exports(const Eigen::MatrixXd& flows, const Eigen::MatrixXd& final_demand,
                                                    std::span<const std::size_t> country);

/// VB diag(amounts): value added by sector i in the `amounts` (exports E, output X) of sector j, in their unit.
/// Errors: bad_value for unequal sizes or an amount that is not finite.
[[nodiscard]] Result<Eigen::MatrixXd> value_added_in(const Leontief& model, const Eigen::VectorXd& amounts);

/// VB Y: value added by sector i in the final demand of destination c (columns of `final_demand`), in its unit.
/// Errors: bad_value for unequal sizes or an amount that is not finite.
[[nodiscard]] Result<Eigen::MatrixXd> value_added_to(const Leontief& model, const Eigen::MatrixXd& final_demand);

}  // namespace entangled::kernels
