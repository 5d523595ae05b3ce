#include "indicators/kernels/deterrence/fold.hpp"

#include "indicators/kernels/deterrence/loss_path.hpp"
#include "indicators/kernels/deterrence/path_end.hpp"

namespace entangled::kernels {

Result<DistanceToTipping> distance_to_tipping(const CutGame& game, Decoupling which, double smallest_jump)
{
    const LossPath path{.game = game,
                        .exponent_a = which == Decoupling::b_only ? 0.0 : 1.0,
                        .exponent_b = which == Decoupling::a_only ? 0.0 : 1.0};
    const auto end = follow(path, smallest_jump);
    if (!end) return end.error();
    DistanceToTipping distance{.state = end->state};
    if (end->jump) distance.tipping = TippingPoint{end->jump->p, end->jump->fold, end->jump->after};
    return distance;
}

Result<CutGame> decoupled(const CutGame& game, Decoupling which, double delta)
{
    if (const auto error = illegal(game)) return *error;
    if (!(delta >= 0.0 && delta <= 1.0)) return Error{Errc::bad_value, "decoupled: delta is outside [0, 1]"};
    CutGame moved = game;
    if (which != Decoupling::b_only) moved.a.loss *= 1.0 - delta;
    if (which != Decoupling::a_only) moved.b.loss *= 1.0 - delta;
    return moved;
}

}  // namespace entangled::kernels
