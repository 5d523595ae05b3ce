#include "indicators/kernels/deterrence/game.hpp"

#include "indicators/kernels/deterrence/logit_map.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

constexpr double largest_stake = 1e9;

std::optional<Error> illegal(const CutSide& side)
{
    const double payoffs[] = {side.gain, side.loss, side.cost, side.retaliation_gain};
    const bool in_range = std::isfinite(side.precision) && side.precision > 0.0 && side.loss >= 0.0 &&
                          side.rival_credibility >= 0.0 && side.rival_credibility <= 1.0 &&
                          side.retaliation_gain >= 0.0;
    const bool bounded =
        std::ranges::all_of(payoffs, [&](double payoff) { return std::abs(payoff) <= largest_stake / side.precision; });
    if (in_range && bounded && std::isfinite(largest_stake / side.precision)) return std::nullopt;
    return Error{Errc::bad_value, "cut-off game: a payoff, credibility or precision is outside its range"};
}

Incentive incentive_of(const CutSide& side)
{
    const double answer = side.rival_credibility * side.loss;
    return {side.gain - side.cost - answer, answer + side.retaliation_gain};
}

}  // namespace

std::optional<Error> illegal(const CutGame& game)
{
    if (const auto error = illegal(game.a)) return error;
    return illegal(game.b);
}

Result<Incentive> incentive(const CutSide& side)
{
    if (const auto error = illegal(side)) return *error;
    return incentive_of(side);
}

Result<CriticalRisk> critical_risk(const CutSide& side)
{
    if (const auto error = illegal(side)) return *error;
    const auto [temptation, complementarity] = incentive_of(side);
    if (complementarity == 0.0) return Error{Errc::not_identified, "critical_risk: the rival's action does not matter"};
    const double risk = -temptation / complementarity + 0.0;
    if (!std::isfinite(risk)) return Error{Errc::bad_value, "critical_risk: the ratio overflows"};
    return CriticalRisk{std::clamp(risk, 0.0, 1.0), risk};
}

Result<PureEquilibria> pure_equilibria(const CutGame& game)
{
    if (const auto error = illegal(game)) return *error;
    const auto a = incentive_of(game.a);
    const auto b = incentive_of(game.b);
    const double a_answers = a.temptation + a.complementarity;
    const double b_answers = b.temptation + b.complementarity;
    return PureEquilibria{
        .restraint = a.temptation < 0.0 && b.temptation<0.0, .conflict = a_answers> 0.0 && b_answers > 0.0,
        .a_cuts_alone = a.temptation > 0.0 && b_answers<0.0, .b_cuts_alone = b.temptation> 0.0 && a_answers < 0.0};
}

Result<double> risk_dominance(const CutGame& game)
{
    const auto pure = pure_equilibria(game);
    if (!pure) return pure.error();
    if (!pure->assurance()) return Error{Errc::not_identified, "risk_dominance: not both pairs are equilibria"};
    const auto a = incentive_of(game.a);
    const auto b = incentive_of(game.b);
    const double restraint = a.temptation * b.temptation;
    const double conflict = (a.temptation + a.complementarity) * (b.temptation + b.complementarity);
    if (!std::isfinite(restraint - conflict)) return Error{Errc::bad_value, "risk_dominance: a product overflows"};
    return restraint - conflict;
}

Result<double> cost_from_base_rate(double base_rate, double precision)
{
    if (!(base_rate > 0.0 && base_rate < 1.0) || !(precision > 0.0)) {
        return Error{Errc::bad_value, "cost_from_base_rate: the rate is inside (0, 1) and the precision positive"};
    }
    const double cost = (std::log1p(-base_rate) - std::log(base_rate)) / precision;
    if (!std::isfinite(cost)) return Error{Errc::bad_value, "cost_from_base_rate: the cost overflows"};
    return cost;
}

Result<double> precision_from_odds(double odds_factor, double change)
{
    if (!(odds_factor > 1.0) || !(change > 0.0)) {
        return Error{Errc::bad_value, "precision_from_odds: the factor is above 1 and the change above 0"};
    }
    const double precision = std::log(odds_factor) / change;
    if (!std::isfinite(precision) || precision == 0.0) {
        return Error{Errc::bad_value, "precision_from_odds: the precision is not positive and finite"};
    }
    return precision;
}

Result<CutAction> best_response(const CutSide& side, double rival_cuts)
{
    if (const auto error = illegal(side)) return *error;
    if (!(rival_cuts >= 0.0 && rival_cuts <= 1.0)) {
        return Error{Errc::bad_value, "best_response: a probability is outside [0, 1]"};
    }
    const auto [temptation, complementarity] = incentive_of(side);
    const double advantage = temptation + complementarity * rival_cuts;
    if (advantage == 0.0) return CutAction::indifferent;
    return advantage > 0.0 ? CutAction::cut : CutAction::restrain;
}

Result<double> quantal_response(const CutSide& side, double rival_cuts)
{
    if (const auto error = illegal(side)) return *error;
    if (!(rival_cuts >= 0.0 && rival_cuts <= 1.0)) {
        return Error{Errc::bad_value, "quantal_response: a probability is outside [0, 1]"};
    }
    const auto [temptation, complementarity] = incentive_of(side);
    return logistic(side.precision * (temptation + complementarity * rival_cuts));
}

}  // namespace entangled::kernels
