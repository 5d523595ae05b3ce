#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/deterrence/game.hpp"

#include <cstddef>
#include <optional>

namespace entangled::kernels {

/// A pair of cut probabilities in a period, each the quantal response to the other. Ordinal: no calibrated forecast.
struct CutEquilibrium {
    double x{};        ///< P(side a cuts), in [0, 1]
    double y{};        ///< P(side b cuts)
    double logit_x{};  ///< log-odds of x, exact where x itself rounds to 0 or 1
    double logit_y{};
    double kappa{};  ///< local coupling sqrt(s_a s_b), s = lambda b x(1 - x): 1 at a fold, the rate at which one shock
                     ///< is answered by the next
    bool stable{};   ///< kappa < 1
};

/// Every quantal response equilibrium of a cut-off game, from restraint to escalation. Three at most, since h(x) =
/// f_A(f_B(x)) is increasing with negative Schwarzian derivative.
struct CutEquilibria {
    CutEquilibrium least{};                  ///< where answers starting from restraint end
    std::optional<CutEquilibrium> middle{};  ///< unstable threshold, present if there are three
    CutEquilibrium greatest{};               ///< where answers starting from mutual cuts end; equals `least` if unique
    [[nodiscard]] std::size_t count() const noexcept { return middle ? 3 : 1; }
};

/// x = s(lambda_A (a_A + b_A y)), y = s(lambda_B (a_B + b_B x)), s logistic. Solved in log-odds: each x is within a few
/// units of the last place of x(1 - x) except near a fold, where the equation itself is flat.
/// Errors: bad_value as for `incentive`. McKelvey and Palfrey (1995).
[[nodiscard]] Result<CutEquilibria> cut_equilibria(const CutGame& game);

}  // namespace entangled::kernels
