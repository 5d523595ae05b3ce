#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/deterrence/equilibrium.hpp"

#include <optional>
#include <span>

namespace entangled::kernels {

/// Whose loss from a cut falls by the share delta.
enum class Decoupling { both, a_only, b_only };

enum class TippingState {
    reached,      ///< the restrained equilibrium ends at a fold on the path
    unreachable,  ///< it stays to the end of the path with x and y <= 1/2
    smooth,       ///< it rises past 1/2 without a jump
    already_lost  ///< there is none at the start
};

/// The point of no return. Near it x - x_fold and 1 - kappa shrink as the square root of the distance, so a straight
/// line through past states warns too late.
struct TippingPoint {
    double delta{};          ///< in (0, 1), the share of the loss that may go
    CutEquilibrium fold{};   ///< kappa = 1
    CutEquilibrium after{};  ///< where the state jumps to
};

struct DistanceToTipping {
    TippingState state{};
    std::optional<TippingPoint> tipping{};  ///< present exactly if `state` is reached
};

/// delta*, the smallest proportional fall of the chosen losses that ends the restrained equilibrium in a jump of x or y
/// by more than `smallest_jump`. A fold by less, or none, is `unreachable` or `smooth`, never a number. Within 1e-9.
/// Errors: bad_value as for `incentive` or if smallest_jump is outside [0.01, 1).
[[nodiscard]] Result<DistanceToTipping> distance_to_tipping(const CutGame& game, Decoupling which,
                                                            double smallest_jump = 0.1);

/// The game in which L_i is (1 - delta) of what it was for the chosen sides, delta in [0, 1]. Error: bad_value as for
/// `incentive` or if delta is outside.
[[nodiscard]] Result<CutGame> decoupled(const CutGame& game, Decoupling which, double delta);

}  // namespace entangled::kernels
