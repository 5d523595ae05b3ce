#include "indicators/kernels/deterrence/path_end.hpp"

#include <tuple>
#include <utility>

namespace entangled::kernels {
namespace {

PathEnd end_of(const LossPath& path, double smallest_jump)
{
    if (path.end == 0.0) return {TippingState::unreachable, std::nullopt};
    if (const auto jump = first_jump(path, smallest_jump)) return {TippingState::reached, jump};
    const auto last = path.least_at(path.end);
    const bool restrained = last.x <= 0.5 && last.y <= 0.5;
    return {restrained ? TippingState::unreachable : TippingState::smooth, std::nullopt};
}

bool exchanges(const LossPath& path)
{
    if (comes_second(path.game.a, path.game.b)) return true;
    return !comes_second(path.game.b, path.game.a) && path.exponent_a > path.exponent_b;
}

}  // namespace

Result<PathEnd> follow(const LossPath& path, double smallest_jump, std::optional<CutRegime> start)
{
    if (!start) {
        const auto reading = cut_regime(path.game, smallest_jump);
        if (!reading) return reading.error();
        start = reading->regime;
    }
    if (*start == CutRegime::lost) return PathEnd{TippingState::already_lost, std::nullopt};
    if (!exchanges(path)) return end_of(path, smallest_jump);
    LossPath mirrored = path;
    mirrored.game = exchanged(path.game);
    std::swap(mirrored.exponent_a, mirrored.exponent_b);
    PathEnd end = end_of(mirrored, smallest_jump);
    if (end.jump) {
        end.jump->fold = exchanged(end.jump->fold);
        end.jump->after = exchanged(end.jump->after);
    }
    return end;
}

}  // namespace entangled::kernels
