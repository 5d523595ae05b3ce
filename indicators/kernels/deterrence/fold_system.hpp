#pragma once

#include "indicators/kernels/deterrence/loss_path.hpp"

#include <optional>

namespace entangled::kernels {

/// A point of a path at which the least and the middle equilibrium coincide.
struct PathFold {
    double p{};
    double u{};  ///< log-odds of x
};

/// Newton's method for u = lambda_A(a_A + b_A y), v = lambda_B(a_B + b_B x), lambda_A b_A x(1-x) lambda_B b_B y(1-y) =
/// 1 in (u, v, p), from the lower turning point of the gap at `from`. Absent unless it ends inside [from, to] with a
/// residual below 1e-9 on the side where the least and the middle meet, not the middle and the greatest.
[[nodiscard]] std::optional<PathFold> solve_fold(const LossPath& path, double from, double to);

}  // namespace entangled::kernels
