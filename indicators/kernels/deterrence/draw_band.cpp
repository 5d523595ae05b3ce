#include "indicators/kernels/deterrence/draw_band.hpp"

#include "indicators/kernels/numbers/quantile.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {

DrawBand draw_band(std::vector<double> reached, std::size_t draws)
{
    DrawBand band{.reached = reached.size()};
    if (reached.empty() || draws < reached.size()) return band;
    const double largest = std::ranges::max(reached);
    // Draws out of reach stand in the last ranks; a quantile that reads none of them does not depend on their value.
    reached.resize(draws, largest);
    const auto known = [&](double p) -> std::optional<double> {
        const double last_rank_read = std::ceil(static_cast<double>(draws - 1) * p - 1e-9);
        if (last_rank_read >= static_cast<double>(band.reached)) return std::nullopt;
        const auto value = quantile(reached, p);
        if (!value) return std::nullopt;
        return *value;
    };
    band.q05 = known(0.05);
    band.q50 = known(0.5);
    band.q95 = known(0.95);
    return band;
}

}  // namespace entangled::kernels
