#include "indicators/kernels/deterrence/equilibrium.hpp"

#include "indicators/kernels/deterrence/loss_path.hpp"

namespace entangled::kernels {

Result<CutEquilibria> cut_equilibria(const CutGame& game)
{
    if (const auto error = illegal(game)) return *error;
    const bool exchange = comes_second(game.a, game.b);
    const LogitMap map = exchange ? logit_map(exchanged(game)) : logit_map(game);
    const auto roots = logit_roots(map);
    const auto point = [&](double u) {
        const auto found = equilibrium_at(map, u);
        return exchange ? exchanged(found) : found;
    };
    CutEquilibria all{.least = point(roots.least), .greatest = point(roots.greatest)};
    if (roots.middle) all.middle = point(*roots.middle);
    return all;
}

}  // namespace entangled::kernels
