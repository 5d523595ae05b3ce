#pragma once

#include "indicators/core/result.hpp"

#include <functional>
#include <span>

namespace entangled::kernels {

// Expected loss over trade-disruption scenarios, after US Geological Survey OFR 2025-1047 (Nassar, Pineault et al.).

/// A year's foreign trade disruption. Scenarios need not exclude each other.
struct DisruptionScenario {
    double probability{};  ///< in [0, 1]
    double disruption{};   ///< d, part of the supply that is lost, in [0, 1]
};

/// L(d), the change of GDP in money under disruption d: any sign, a gain is negative. Called once a scenario.
using DisruptionLoss = std::function<Result<double>(double disruption)>;

/// sum_s p_s L(d_s), in the unit of L. Errors: no_data without scenarios, bad_value for a number outside of [0, 1] or a
/// loss that is not finite, and the error of `loss`; bad_value if there is no `loss`.
[[nodiscard]] Result<double> gdp_at_risk(std::span<const DisruptionScenario> scenarios, const DisruptionLoss& loss);

/// The simplest loss: what spare capacity and stocks do not make up for stops its users.
struct ShortfallLoss {
    double spare{};                 ///< spare capacity elsewhere, part of consumption, >= 0
    double stock_release{};         ///< part of consumption, >= 0
    double consumption{};           ///< AC >= 0, physical unit
    double value_added_per_unit{};  ///< money exposed per physical unit, >= 0
};

/// max(0, d - spare - stock release), the shortfall as a part of consumption in [0, 1].
/// Error: bad_value if d is outside of [0, 1] or another number negative or not finite.
[[nodiscard]] Result<double> shortfall(double disruption, double spare, double stock_release);

/// shortfall times consumption times value added per unit, in money >= 0; L(0) = 0.
/// Error: bad_value as for `shortfall`, or for an overflow.
[[nodiscard]] Result<double> shortfall_loss(double disruption, const ShortfallLoss& model);

}  // namespace entangled::kernels
