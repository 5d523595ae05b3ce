#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/networks/supply_network.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Capacity of a minimum cut at one stage.
struct StageCut {
    std::size_t stage{};  ///< of the nodes cut, and of the sellers of the links cut
    double capacity{};    ///< of both together, > 0
};

/// Nodes and links that together stop every flow: relieving none of them raises the flow. Capacities add to the flow.
struct MinimumCut {
    std::vector<std::size_t> nodes;  ///< binding nodes, ascending; never removed ones
    std::vector<std::size_t> links;  ///< binding links, ascending
    std::vector<StageCut> stages;    ///< where they are, ascending by stage
    std::optional<std::size_t>
        binding_stage;  ///< stage with most of the capacity, the lowest of equals; none at flow 0
};

/// What a network can deliver.
struct SupplyFlow {
    double flow{};          ///< maximal, in the unit of the capacities
    double resilience{};    ///< flow / demand of the whole network, in [0, 1]
    double shortfall{};     ///< 1 - resilience, in [0, 1]
    MinimumCut upstream;    ///< the minimum cut nearest to the sources
    MinimumCut downstream;  ///< the one nearest to demand; the same nodes and links if there is only one minimum cut
};

/// Largest flow from the lowest stage to demand with node and link capacities, without the nodes `removed` (any order,
/// repeats count once), and both extreme minimum cuts. Ford and Fulkerson (1956), Dinic (1970), Wood (1993).
/// Error: bad_value if `removed` names no node of the network.
[[nodiscard]] Result<SupplyFlow> max_flow(const SupplyNetwork& network, std::span<const std::size_t> removed = {});

}  // namespace entangled::kernels
