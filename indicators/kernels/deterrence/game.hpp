#pragma once

#include "indicators/core/result.hpp"

#include <optional>

namespace entangled::kernels {

// Two sides that each restrain themselves (R) or cut off a supply (C). Payoffs of a side for (own, rival's) action:
// (R, R) 0 | (C, R) G - K - rho L | (R, C) -L | (C, C) -L + G - K + r. Once the rival has cut, L is sunk and deters
// nothing. With q = P(rival cuts) cutting gains a + b q, a = G - K - rho L, b = rho L + r. Payoffs of one side share
// one unit; lambda times a payoff may not exceed 1e9, beyond which every probability is 0 or 1.

/// One side of the cut-off game. All its probabilities are those of McKelvey and Palfrey (1995).
struct CutSide {
    double gain{};               ///< G, of denying the rival its supply
    double loss{};               ///< L >= 0, if the rival cuts
    double cost{};               ///< K, of the own cut; below 0 if cutting is popular
    double rival_credibility{};  ///< rho in [0, 1], that the rival answers this side's first cut
    double retaliation_gain{};   ///< r >= 0, extra gain of cutting after having been cut
    double precision{1.0};       ///< lambda > 0, one over the noise of its decisions
};

/// Both sides; exchanging them exchanges the sides in every result and changes nothing else.
struct CutGame {
    CutSide a{};
    CutSide b{};
};

/// Advantage of cutting over restraint, `temptation` + `complementarity` P(rival cuts), in the unit of the payoffs.
struct Incentive {
    double temptation{};       ///< a = G - K - rho L: deterred while below 0
    double complementarity{};  ///< b = rho L + r >= 0
};

/// a and b of a side. Error: bad_value if a field is not finite or outside its range.
[[nodiscard]] Result<Incentive> incentive(const CutSide& side);

/// The largest probability of a cut by the rival under which a side still restrains itself.
struct CriticalRisk {
    double value{};      ///< `unclipped` held in [0, 1]: 0 = tempted even by a harmless rival, 1 = never tempted
    double unclipped{};  ///< q* = -a/b
};

/// q* = -a/b; Ellsberg's critical risk. Errors: bad_value as for `incentive` or if q* overflows, not_identified if
/// b = 0: the rival's action then does not matter.
[[nodiscard]] Result<CriticalRisk> critical_risk(const CutSide& side);

/// Which pairs of pure actions are strict equilibria.
struct PureEquilibria {
    bool restraint{};     ///< (R, R): a < 0 for both
    bool conflict{};      ///< (C, C): a + b > 0 for both
    bool a_cuts_alone{};  ///< (C, R): a_A > 0 and a_B + b_B < 0
    bool b_cuts_alone{};  ///< (R, C)
    [[nodiscard]] bool assurance() const noexcept { return restraint && conflict; }  ///< a stag hunt
};

/// Error: bad_value as for `incentive`.
[[nodiscard]] Result<PureEquilibria> pure_equilibria(const CutGame& game);

/// a_A a_B - (a_A + b_A)(a_B + b_B): above 0 restraint risk-dominates conflict, below 0 conflict does; for two equal
/// sides above 0 exactly if q* > 1/2. Errors: bad_value as for `incentive` or if a product overflows, not_identified
/// unless both are equilibria. Harsanyi and Selten (1988).
[[nodiscard]] Result<double> risk_dominance(const CutGame& game);

/// K = -logit(p0)/lambda, the cost at which a side without stakes cuts with probability p0 in (0, 1) in a period: logit
/// alone would give 1/2. In the unit of the payoffs. Error: bad_value outside the ranges or if K overflows.
[[nodiscard]] Result<double> cost_from_base_rate(double base_rate, double precision);

/// lambda at which a fall of `change` > 0 in the temptation divides the odds of a cut by `odds_factor` > 1:
/// log(odds_factor)/change. Error: bad_value outside the ranges or if lambda is not positive and finite.
[[nodiscard]] Result<double> precision_from_odds(double odds_factor, double change);

enum class CutAction { restrain, indifferent, cut };

/// What a side without noise does if the rival cuts with probability q in [0, 1]. Errors: bad_value as for `incentive`.
[[nodiscard]] Result<CutAction> best_response(const CutSide& side, double rival_cuts);

/// P(cut) = 1/(1 + exp(-lambda (a + b q))) in [0, 1] for q in [0, 1]. Errors: bad_value as for `incentive`.
[[nodiscard]] Result<double> quantal_response(const CutSide& side, double rival_cuts);

/// The error of a game outside the ranges above, absent for a legal one.
[[nodiscard]] std::optional<Error> illegal(const CutGame& game);

}  // namespace entangled::kernels
