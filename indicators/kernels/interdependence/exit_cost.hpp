#pragma once

#include "indicators/core/result.hpp"

#include <span>

namespace entangled::kernels {

/// One product that side i buys from side j.
struct ExitProduct {
    double share{};              ///< of i's supply that comes from j, in [0, 1]
    double consumption_value{};  ///< i's apparent consumption, money, >= 0
    double elasticity{1.0};      ///< eps > 0, how readily the demand gives way
    double spare{};              ///< capacity elsewhere, part of consumption, >= 0
};

/// EC_i = sum_m share_m (AC_m/Y_i)/(eps_m (1 + spare_m)), cost to i of leaving j as a part of i's GDP, >= 0; 0 without
/// products. After the exit model of Crescenzi (2003, 2005). Errors: not_identified if the GDP is 0, bad_value for a
/// number outside of its range or an overflow.
[[nodiscard]] Result<double> exit_cost(std::span<const ExitProduct> products, double gdp);

/// (own - other)/(own + other) of two costs or dependences >= 0, in [-1, 1]: POSITIVE IF THE FIRST SIDE DEPENDS MORE,
/// so that the second has the power; swapping the sides changes the sign and nothing else.
/// Errors: not_identified if both are 0, bad_value if one is negative or not finite.
[[nodiscard]] Result<double> dependence_asymmetry(double own, double other);

}  // namespace entangled::kernels
