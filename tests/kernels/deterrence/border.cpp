#include "tests/kernels/deterrence/border.hpp"

#include "indicators/kernels/deterrence/bimatrix.hpp"
#include "indicators/kernels/deterrence/exposure.hpp"
#include "indicators/kernels/deterrence/fan.hpp"
#include "indicators/kernels/deterrence/latin_hypercube.hpp"
#include "indicators/kernels/deterrence/race.hpp"
#include "indicators/kernels/deterrence/race_draws.hpp"
#include "indicators/kernels/deterrence/regime.hpp"
#include "indicators/kernels/deterrence/speed.hpp"
#include "indicators/kernels/deterrence/symmetric.hpp"

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

/// Legal in most rounds, anything at all in the others.
double around(InputBytes& input, double size) { return input.below(8) == 0 ? input.number() : size * input.ratio(); }

CutSide a_side(InputBytes& input)
{
    return {.gain = around(input, 1),
            .loss = around(input, 3),
            .cost = around(input, 1),
            .rival_credibility = input.ratio(),
            .retaliation_gain = around(input, .5),
            .precision = around(input, 20)};
}

CutGame a_game(InputBytes& input)
{
    const CutSide a = a_side(input);
    return {a, input.below(4) == 0 ? a : a_side(input)};
}

void require_equilibrium(const CutEquilibrium& point, const char* what)
{
    const double values[] = {point.logit_x, point.logit_y, point.kappa};
    require_finite(values, what);
    require(point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1 && point.kappa >= 0, what);
}

void require_equilibria(const CutEquilibria& all, const char* what)
{
    require_equilibrium(all.least, what);
    require_equilibrium(all.greatest, what);
    require(all.least.logit_x <= all.greatest.logit_x, what);
    if (all.middle) require_equilibrium(*all.middle, what);
}

void require_band(const DrawBand& band, const char* what)
{
    for (const auto& end : {band.q05, band.q50, band.q95}) {
        if (end) require_finite(*end, what);
    }
    require(!band.q50 || (band.q05 && *band.q05 <= *band.q50), what);
    require(!band.q95 || (band.q50 && *band.q50 <= *band.q95), what);
}

void try_questions_to_a_side(InputBytes& input)
{
    const CutSide side = a_side(input);
    if (const auto found = incentive(side)) require_finite(found->temptation + found->complementarity, "incentive");
    if (const auto found = critical_risk(side)) {
        require(found->value >= 0 && found->value <= 1, "critical_risk");
        require_finite(found->unclipped, "critical_risk");
    }
    require_finite(quantal_response(side, input.ratio()), "quantal_response");
    (void)best_response(side, input.ratio());
    require_finite(cost_from_base_rate(input.ratio(), input.number()), "cost_from_base_rate");
    require_finite(precision_from_odds(input.number(), input.number()), "precision_from_odds");
    if (const auto losses = critical_losses(side)) {
        if (losses->tipping) require_finite(*losses->tipping, "critical_losses");
        if (losses->regain) require_finite(*losses->regain, "critical_losses");
    }
}

void try_questions_to_a_game(InputBytes& input)
{
    const CutGame game = a_game(input);
    (void)pure_equilibria(game);
    require_finite(risk_dominance(game), "risk_dominance");
    if (const auto all = cut_equilibria(game)) require_equilibria(*all, "cut_equilibria");
    if (const auto reading = cut_regime(game, input.ratio())) require_equilibria(reading->equilibria, "cut_regime");
    if (const auto moved = decoupled(game, Decoupling::both, input.ratio())) {
        require_finite(moved->a.loss + moved->b.loss, "decoupled");
    }
}

void try_distance(InputBytes& input)
{
    const Decoupling sides[] = {Decoupling::both, Decoupling::a_only, Decoupling::b_only};
    const auto found = distance_to_tipping(a_game(input), sides[input.below(3)]);
    if (!found || !found->tipping) return;
    require(found->tipping->delta >= 0 && found->tipping->delta <= 1, "distance_to_tipping");
    require_equilibrium(found->tipping->fold, "distance_to_tipping");
    require_equilibrium(found->tipping->after, "distance_to_tipping");
}

void try_race(InputBytes& input)
{
    const CutGame game = a_game(input);
    const RaceSpeeds speeds{around(input, .2), around(input, .2) - .05};
    if (const auto time = time_to_tipping(game, speeds, around(input, 100))) {
        if (time->years) require_finite(*time->years, "time_to_tipping");
    }
    if (const auto later = game_after(game, speeds, input.number())) require_finite(later->a.loss, "game_after");
    require_finite(one_speed_time(input.ratio(), input.number()), "one_speed_time");
}

void try_symmetric(InputBytes& input)
{
    const Incentive incentive{around(input, 2) - 1, around(input, 2)};
    const double precision = around(input, 20);
    if (const auto folds = symmetric_folds(incentive.complementarity, precision); folds && *folds) {
        const double all[] = {(*folds)->x_low, (*folds)->a_low, (*folds)->x_high, (*folds)->a_high};
        require_finite(all, "symmetric_folds");
    }
    (void)symmetric_regime(incentive, precision);
    if (const auto margin = temptation_margin(incentive, precision); margin && *margin) {
        require_finite(**margin, "temptation_margin");
    }
    require_finite(symmetric_potential(incentive, precision, input.ratio()), "symmetric_potential");
    if (const auto found = barriers(incentive, precision); found && *found) {
        require_finite((*found)->up + (*found)->down, "barriers");
    }
    require_finite(escape_time_ratio(input.number(), input.number(), input.number()), "escape_time_ratio");
    if (const auto view = cusp_view(incentive, precision)) {
        require_finite(view->bias + view->splitting, "cusp_view");
        if (view->restraint_ends) require_finite(*view->restraint_ends, "cusp_view");
    }
}

void try_bimatrix(InputBytes& input)
{
    Bimatrix game{};
    for (auto* payoffs : {&game.row, &game.column}) {
        for (auto& line : *payoffs) {
            for (double& payoff : line) payoff = around(input, 4) - 2;
        }
    }
    if (const auto plays = logit_equilibria(game, around(input, 20))) {
        for (const auto& play : *plays) require(play.row >= 0 && play.row <= 1 && play.column >= 0, "logit_equilibria");
    }
    const PlayCounts counts{input.number(), input.number(), input.number(), input.number()};
    require_finite(logit_log_likelihood(game, counts, around(input, 20)), "logit_log_likelihood");
    if (const auto fit = fit_logit_equilibrium(game, counts, around(input, 20))) {
        require_finite(fit->precision + fit->log_likelihood, "fit_logit_equilibrium");
    }
}

void try_exposure(InputBytes& input)
{
    require_finite(present_exposure({.dependence = input.ratio(),
                                     .flow = input.number(),
                                     .discount = input.number(),
                                     .speed = input.number(),
                                     .hazard = input.number()}),
                   "present_exposure");
    require_finite(leverage_gain({.fixed = input.number(),
                                  .per_dependence = input.number(),
                                  .window = input.number(),
                                  .rival_dependence = input.ratio(),
                                  .rival_speed = input.number()}),
                   "leverage_gain");
    const auto a = goods_loss(input.numbers(8), input.ratios(8));
    const auto b = goods_loss(input.numbers(8), input.ratios(8));
    if (!a || !b) return;
    require_finite(a->total + a->without_largest, "goods_loss");
    (void)chokepoint_robustness(a_game(input), *a, *b, Decoupling::both);
}

void try_speed(InputBytes& input)
{
    const auto times = input.times(20);
    const auto losses = input.numbers(20);
    const auto classical = decoupling_speed(times, losses);
    const auto robust = decoupling_speed(times, losses, input.below(5));
    for (const auto* found : {&classical, &robust}) {
        if (*found) require_finite((*found)->speed + (*found)->standard_error, "decoupling_speed");
    }
    require_finite(median_decoupling_speed(times, losses), "median_decoupling_speed");
    if (const auto gap = speed_gap({input.number(), input.number(), 3}, {input.number(), input.number(), 3})) {
        const double all[] = {gap->gap, gap->z, gap->sum};
        require_finite(all, "speed_gap");
    }
}

FanSide a_fan_side(InputBytes& input)
{
    const double loss = around(input, 2);
    return {.gain = around(input, 1),
            .gain_error = input.ratio(),
            .loss = {loss, loss + input.ratio()},
            .rival_credibility = input.ratio(),
            .base_rate = {.01, input.flag() ? .5 : input.ratio()},
            .speed = around(input, .1),
            .speed_error = around(input, .1),
            .id = input.below(5)};
}

void try_draws(InputBytes& input)
{
    const auto fan = parameter_fan({.a = a_fan_side(input), .b = a_fan_side(input), .draws = input.below(6)});
    if (fan) {
        require(std::abs(fan->robust + fan->fragile + fan->lost - 1) < 1e-9, "parameter_fan");
        for (const auto* band : {&fan->distance_both, &fan->distance_a, &fan->distance_b, &fan->time_to_tipping,
                                 &fan->kappa, &fan->critical_risk_a, &fan->critical_risk_b}) {
            require_band(*band, "parameter_fan");
        }
    }
    const UncertainSide side{.side = a_side(input), .loss_log_sd = input.ratio(), .speed = around(input, .1), .id = 1};
    const auto race = race_draws({.a = side, .b = side, .draws = input.below(6)});
    if (race) {
        require_band(race->distance, "race_draws");
        require_band(race->time_to_tipping, "race_draws");
    }
    require_finite(latin_points(input.below(20), input.below(3)), "latin_points");
}

}  // namespace

void try_deterrence(InputBytes& input)
{
    switch (input.below(9)) {
        case 0: return try_questions_to_a_side(input);
        case 1: return try_questions_to_a_game(input);
        case 2: return try_distance(input);
        case 3: return try_race(input);
        case 4: return try_symmetric(input);
        case 5: return try_bimatrix(input);
        case 6: return try_exposure(input);
        case 7: return try_speed(input);
        default: return try_draws(input);
    }
}

}  // namespace entangled::testing
