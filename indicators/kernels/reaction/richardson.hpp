#pragma once

#include "indicators/core/result.hpp"

#include <array>
#include <complex>
#include <optional>

namespace entangled::kernels {

/// dx/dt = k y - a x + g, dy/dt = l x - b y + h; x and y are stocks of hostility, rates per unit of time.
struct Richardson {
    double k{};  ///< reaction of x to y
    double a{};  ///< fatigue of x, > 0
    double g{};  ///< grievance of x
    double l{};  ///< reaction of y to x
    double b{};  ///< fatigue of y, > 0
    double h{};  ///< grievance of y
};

/// State of both sides.
struct Stocks {
    double x{};
    double y{};
};

/// What the product of reactions does against the product of fatigues.
enum class Coupling {
    stable,    ///< ab > kl: both settle
    critical,  ///< ab = kl up to rounding
    runaway    ///< ab < kl: no return unless by luck of the start
};

/// Where two sides that react to each other end.
struct RichardsonBalance {
    double determinant{};                             ///< D = ab - kl
    std::optional<Stocks> equilibrium;                ///< ((kh + bg)/D, (lg + ah)/D); absent if critical
    std::array<std::complex<double>, 2> eigenvalues;  ///< ascending real part, then imaginary part
    std::optional<double> ratio;                      ///< c = sqrt(kl/(ab)), 1 is critical; absent if kl < 0
    Coupling regime{};
};

/// Equilibrium, eigenvalues and regime; swapping the sides swaps x and y only. Richardson (1960).
/// Error: bad_value unless a > 0 and b > 0, all are finite and no result overflows.
[[nodiscard]] Result<RichardsonBalance> richardson_balance(const Richardson& model);

/// (x, y) after `time` >= 0 from `start`: exponential of the matrix, exact for any regime. Moler and Van Loan (2003).
/// Error: bad_value unless a > 0, b > 0, time >= 0, all finite, rates times time <= 1e6, and the stocks in range.
[[nodiscard]] Result<Stocks> richardson_path(const Richardson& model, Stocks start, double time);

/// Where a path goes in the end.
enum class RichardsonFate { settles, arms_without_end, disarms };

/// Settles if stable; otherwise grows or falls without end, by the side of the unstable equilibrium on which it starts:
/// with negative grievances and ab < kl the start decides. Errors: bad_value as for `richardson_balance` or if the
/// start is not finite, not_identified if critical, if k or l is not positive while running away, or on the divide.
[[nodiscard]] Result<RichardsonFate> richardson_fate(const Richardson& model, Stocks start);

}  // namespace entangled::kernels
