#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/deterrence/equilibrium.hpp"

namespace entangled::kernels {

enum class CutRegime {
    robust,   ///< one equilibrium, on the restrained branch
    fragile,  ///< three: a shock can tip the state
    lost      ///< one equilibrium, past the end of the restrained branch
};

struct CutRegimeReading {
    CutRegime regime{};
    bool smooth{};  ///< not fragile and no tipping ahead, see `cut_regime`
    CutEquilibria equilibria{};
};

/// Where a game stands. A single equilibrium is `robust` if a jump by more than `smallest_jump` lies ahead on the path
/// of both losses to 0 and none behind it, on the path from large losses to these; `lost` the other way round; and else
/// robust exactly if x and y are <= 1/2: that alone would misjudge unequal sides, whose restrained branch can pass 1/2.
/// `smooth`: no jump ahead, and none behind or lambda_A b_A lambda_B b_B <= 16, where no temptation makes two stable
/// states. Errors: bad_value as for `incentive` or if smallest_jump is outside [0.01, 1).
[[nodiscard]] Result<CutRegimeReading> cut_regime(const CutGame& game, double smallest_jump = 0.1);

}  // namespace entangled::kernels
