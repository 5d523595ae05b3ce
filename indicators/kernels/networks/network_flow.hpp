#pragma once

#include "indicators/kernels/networks/supply_network.hpp"

#include <cstdint>
#include <span>

namespace entangled::kernels {

/// The maximal flow of a legal network (see `SupplyNetwork::make`) whose demand is `demand`, > 0 and finite.
[[nodiscard]] NetworkFlow network_flow(std::span<const SupplyNode> nodes, std::span<const SupplyLink> links,
                                       double demand);

/// `quanta` in the unit of the capacities.
[[nodiscard]] double in_units(const NetworkFlow& flow, std::int64_t quanta) noexcept;

}  // namespace entangled::kernels
