#pragma once

#include <optional>

namespace entangled::kernels {

// The fixed points of two coupled logit responses, for levels and slopes up to 1e10 in size:
//   u = a.level + a.slope s(v),   v = b.level + b.slope s(u),   s(z) = 1/(1 + e^-z), u and v log-odds of x and y.
// H(u), the second put into the first, has negative Schwarzian derivative: with slopes >= 0 it is convex up to one
// inflection and concave past it, so it meets the diagonal at most three times and every piece can be bracketed.

/// 1/(1 + exp(-z)) in [0, 1], without overflow.
[[nodiscard]] double logistic(double z) noexcept;

/// log(s(z) (1 - s(z))), without underflow.
[[nodiscard]] double log_logistic_slope(double z) noexcept;

struct LogitSide {
    double level{};
    double slope{};  ///< >= 0
};

struct LogitMap {
    LogitSide a{};
    LogitSide b{};

    [[nodiscard]] double rival(double u) const noexcept;            ///< v of b for log-odds u of a
    [[nodiscard]] double gap(double u) const noexcept;              ///< H(u) - u
    [[nodiscard]] double log_steepness(double u) const noexcept;    ///< log H'(u), -infinity if a slope is 0
    [[nodiscard]] double steepness_trend(double u) const noexcept;  ///< d log H'/du, above 0 before the inflection
};

/// Between them H is steeper than 1: the gap has its least value at `lower` and its largest at `upper`.
struct TurningPoints {
    double lower{};
    double upper{};
};

/// Absent if H is nowhere steeper than 1 between its ends; then there is one fixed point whatever the levels.
[[nodiscard]] std::optional<TurningPoints> turning_points(const LogitMap& map) noexcept;

/// Log-odds u of the fixed points; `least` = `greatest` if it is the only one.
struct LogitRoots {
    double least{};
    std::optional<double> middle{};  ///< unstable; present if there are three, two of which coincide at a fold
    double greatest{};
};

/// All fixed points of `map`, each to the last digits of its log-odds.
[[nodiscard]] LogitRoots logit_roots(const LogitMap& map) noexcept;

/// The least of them alone, for half the work.
[[nodiscard]] double least_logit_root(const LogitMap& map) noexcept;

}  // namespace entangled::kernels
