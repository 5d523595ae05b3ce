#pragma once

#include "indicators/kernels/deterrence/fold.hpp"
#include "indicators/kernels/deterrence/loss_path.hpp"
#include "indicators/kernels/deterrence/regime.hpp"

#include <optional>

namespace entangled::kernels {

/// How the restrained equilibrium fares on a path.
struct PathEnd {
    TippingState state{};
    std::optional<PathJump> jump{};  ///< present exactly if `state` is reached; in the order of the path's sides
};

/// Follows the least equilibrium from p = 0, where it has to be restrained, to its first jump or the end of the path.
/// `start` spares the reading of the regime at p = 0. Errors: bad_value as for `cut_regime`.
[[nodiscard]] Result<PathEnd> follow(const LossPath& path, double smallest_jump,
                                     std::optional<CutRegime> start = std::nullopt);

}  // namespace entangled::kernels
