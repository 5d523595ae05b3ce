#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/deterrence/game.hpp"

#include <optional>

namespace entangled::kernels {

// Two equal sides, x = s(lambda (a + b x)): what is known in closed form. lambda > 0, b >= 0, a of any sign.

/// Where lambda b x (1 - x) = 1. The restrained equilibrium exists for a <= `a_low`, the escalated one for a >= a_high.
struct SymmetricFolds {
    double x_low{};   ///< (1 - sqrt(1 - 4/(lambda b)))/2, where the restrained equilibrium ends
    double a_low{};   ///< logit(x_low)/lambda - b x_low
    double x_high{};  ///< where the escalated one ends
    double a_high{};  ///< below a_low
};

/// The folds; absent if lambda b <= 4, up to the cusp at a = -b/2, x = 1/2. Errors: bad_value if an argument is outside
/// its range or not finite, or a fold overflows.
[[nodiscard]] Result<std::optional<SymmetricFolds>> symmetric_folds(double complementarity, double precision);

enum class SymmetricRegime {
    robust,   ///< a < a_high: only restraint
    fragile,  ///< a_high <= a <= a_low
    lost,     ///< a > a_low: only escalation
    smooth    ///< lambda b <= 4: no tipping
};

/// Errors as for `symmetric_folds`.
[[nodiscard]] Result<SymmetricRegime> symmetric_regime(const Incentive& incentive, double precision);

/// a_low - a, the temptation that may still be added before restraint ends, below 0 past it, in the unit of a; absent
/// if lambda b <= 4. Errors as for `symmetric_folds`.
[[nodiscard]] Result<std::optional<double>> temptation_margin(const Incentive& incentive, double precision);

/// Losses at which two sides like this tip.
struct CriticalLosses {
    std::optional<double> tipping{};  ///< L_crit: restraint ends below it; absent if it ends at no L > 0
    std::optional<double> regain{};   ///< L_return: escalation ends above it, so dependence has to be rebuilt to here
    /// L_return - L_crit
    [[nodiscard]] std::optional<double> hysteresis() const noexcept;
};

/// a(L) = a_low(b(L)) and a(L) = a_high(b(L)) solved for L; `loss` of the side is not read. Both fall in L, so each has
/// one root at most. Errors: bad_value as for `incentive`, not_identified if rho = 0 (L changes nothing) or L_return is
/// above 1e9.
[[nodiscard]] Result<CriticalLosses> critical_losses(const CutSide& side);

/// V(x) = x^2/2 - log(1 + exp(lambda (a + b x)))/(lambda b): its minima are the stable equilibria. x in [0, 1], b > 0.
/// Errors: bad_value outside the ranges, not_identified if b = 0.
[[nodiscard]] Result<double> symmetric_potential(const Incentive& incentive, double precision, double x);

/// Heights of the threshold above both stable states; equal at the Maxwell point.
struct Barriers {
    double up{};    ///< V(middle) - V(least): what a shock has to overcome to tip
    double down{};  ///< V(middle) - V(greatest): what holds the escalated state
};

/// Absent unless there are three equilibria. Errors as for `symmetric_potential`.
[[nodiscard]] Result<std::optional<Barriers>> barriers(const Incentive& incentive, double precision);

/// exp(2 (barrier - other)/noise_variance): how many times longer the state stays behind `barrier` than behind `other`.
/// Errors: bad_value if a barrier is negative or not finite, the variance is not positive, or the ratio overflows.
/// Kramers (1940).
[[nodiscard]] Result<double> escape_time_ratio(double barrier, double other, double noise_variance);

/// Coordinates of the cusp catastrophe.
struct CuspView {
    double bias{};                            ///< m = a + b/2, toward cutting (normal axis)
    double splitting{};                       ///< lambda b - 4 (splitting axis): two stable states only above 0
    std::optional<double> restraint_ends{};   ///< m of the fold at x_low, present if splitting > 0
    std::optional<double> escalation_ends{};  ///< m of the fold at x_high = minus the other
};

/// Errors as for `symmetric_folds`.
[[nodiscard]] Result<CuspView> cusp_view(const Incentive& incentive, double precision);

}  // namespace entangled::kernels
