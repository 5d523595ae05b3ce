#pragma once

#include "indicators/kernels/deterrence/loss_path.hpp"
#include "indicators/kernels/deterrence/race.hpp"

namespace entangled::kernels {

/// A race as a path: with S = |s_A| + |s_B| and p = 1 - exp(-S t) the losses scale (1 - p)^(s_i/S), so that all of time
/// is p < 1.
struct RacePath {
    LossPath path{};
    double sum{};  ///< S per year

    [[nodiscard]] double years_at(double p) const;
};

/// Errors as for `time_to_tipping`, but for the game. If no side decouples the path has no length.
[[nodiscard]] Result<RacePath> race_path(const CutGame& game, const RaceSpeeds& speeds, double horizon_years);

}  // namespace entangled::kernels
