#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/deterrence/fold.hpp"

#include <optional>

namespace entangled::kernels {

/// Decoupling speeds of both sides per year; below 0 while dependence grows.
struct RaceSpeeds {
    double a{};
    double b{};
};

struct TimeToTipping {
    TippingState state{};           ///< `unreachable`: never, or not before the horizon where one is needed
    std::optional<double> years{};  ///< t*, present exactly if `state` is reached
    std::optional<CutEquilibrium> fold{};
    std::optional<CutEquilibrium> after{};
};

/// t*, the first time at which L_i exp(-s_i t) leaves no restrained equilibrium, in years. Speeds >= 0 are followed for
/// ever; with one of each sign to `horizon_years` > 0 or 27/(|s_A| + |s_B|) if that is sooner, and a bistable window
/// narrower than 1/64 of the way may be missed. For given s_A + s_B the split hardly matters.
/// Errors: bad_value as for `distance_to_tipping`, or if a speed or the horizon is outside its range or |s| times the
/// horizon exceeds 700 for speeds of both signs.
[[nodiscard]] Result<TimeToTipping> time_to_tipping(const CutGame& game, const RaceSpeeds& speeds,
                                                    double horizon_years = 1000.0, double smallest_jump = 0.1);

/// t* = -ln(1 - delta*)/s for a common speed s > 0 of the sides whose losses fall by delta* in [0, 1).
/// Error: bad_value outside the ranges or if t* overflows.
[[nodiscard]] Result<double> one_speed_time(double distance, double speed);

/// The game after `years` >= 0. Error: bad_value as for `incentive`, or if an argument or result is outside its range.
[[nodiscard]] Result<CutGame> game_after(const CutGame& game, const RaceSpeeds& speeds, double years);

}  // namespace entangled::kernels
