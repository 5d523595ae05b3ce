#pragma once

#include "indicators/kernels/deterrence/equilibrium.hpp"
#include "indicators/kernels/deterrence/logit_map.hpp"

#include <optional>

namespace entangled::kernels {

// Steps that the solvers of the cut-off game share; games are legal here.

/// An arbitrary fixed order of sides. Solvers begin with the first, so that exchanging the sides changes no byte.
[[nodiscard]] bool comes_second(const CutSide& side, const CutSide& other) noexcept;
[[nodiscard]] CutGame exchanged(const CutGame& game) noexcept;
[[nodiscard]] CutEquilibrium exchanged(const CutEquilibrium& point) noexcept;

/// Levels lambda a and slopes lambda b.
[[nodiscard]] LogitMap logit_map(const CutGame& game) noexcept;

/// The pair with log-odds u of side a and side b's response to it.
[[nodiscard]] CutEquilibrium equilibrium_at(const LogitMap& map, double u) noexcept;

/// Losses L_i scale (1 - p)^exponent_i for p from 0 to `end`. Exponents 1 and 0 are a proportional fall of one side's
/// loss, exponents that add to 1 a race at constant speeds.
struct LossPath {
    CutGame game{};
    double scale{1.0};
    double exponent_a{};
    double exponent_b{};
    double end{1.0};

    [[nodiscard]] CutGame at(double p) const noexcept;
    [[nodiscard]] CutEquilibrium least_at(double p) const noexcept;
};

/// Where the least equilibrium ends and the state jumps.
struct PathJump {
    double p{};
    CutEquilibrium fold{};   ///< kappa = 1
    CutEquilibrium after{};  ///< the equilibrium that is left
};

/// The first upward jump of the least equilibrium by more than `smallest_jump` in x or y. If no exponent is negative
/// the least equilibrium never falls along the path and no such jump is missed, however narrow the bistable window.
/// Otherwise one is missed if x and y come back within 1/64 of the path.
[[nodiscard]] std::optional<PathJump> first_jump(const LossPath& path, double smallest_jump);

}  // namespace entangled::kernels
