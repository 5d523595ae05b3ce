#include "indicators/kernels/deterrence/regime.hpp"

#include "indicators/kernels/deterrence/loss_path.hpp"

#include <algorithm>
#include <initializer_list>

namespace entangled::kernels {
namespace {

/// How much larger the losses have to be for restraint to be beyond doubt: exp(-60) is below any rounding.
double saturating_scale(const CutGame& game)
{
    double scale = 2.0;
    for (const CutSide& side : {game.a, game.b}) {
        const double stake = side.precision * side.rival_credibility * side.loss;
        if (stake > 0.0) scale = std::max(scale, 60.0 / stake);
    }
    return std::min(scale, 1e6);
}

bool jump_ahead(const CutGame& game, double smallest_jump)
{
    return first_jump({.game = game, .exponent_a = 1.0, .exponent_b = 1.0}, smallest_jump).has_value();
}

bool jump_behind(const CutGame& game, double smallest_jump)
{
    const double scale = saturating_scale(game);
    const LossPath path{.game = game, .scale = scale, .exponent_a = 1.0, .exponent_b = 1.0, .end = 1.0 - 1.0 / scale};
    return first_jump(path, smallest_jump).has_value();
}

}  // namespace

Result<CutRegimeReading> cut_regime(const CutGame& game, double smallest_jump)
{
    auto all = cut_equilibria(game);
    if (!all) return all.error();
    if (!(smallest_jump >= 0.01 && smallest_jump < 1.0)) {
        return Error{Errc::bad_value, "cut_regime: the smallest jump is in [0.01, 1)"};
    }
    if (all->middle) return CutRegimeReading{CutRegime::fragile, false, *all};
    const CutGame ordered = comes_second(game.a, game.b) ? exchanged(game) : game;
    const bool ahead = jump_ahead(ordered, smallest_jump);
    const bool behind = jump_behind(ordered, smallest_jump);
    const auto map = logit_map(ordered);
    const bool restrained = ahead != behind ? ahead : all->least.x <= 0.5 && all->least.y <= 0.5;
    const bool no_second_state = map.a.slope * map.b.slope <= 16.0;
    return CutRegimeReading{.regime = restrained ? CutRegime::robust : CutRegime::lost,
                            .smooth = !ahead && (!behind || no_second_state),
                            .equilibria = *all};
}

}  // namespace entangled::kernels
