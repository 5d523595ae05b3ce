#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/networks/supply_network.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Nodes that fall out together, by index: one node, or a country at all stages.
using Removal = std::vector<std::size_t>;

/// What holds for every removal of a run.
struct RemovalRun {
    Removal already{};     ///< nodes that are out before, in every case
    unsigned threads = 1;  ///< results are the same bytes for any number
};

/// Each node by itself, in the order of nodes.
[[nodiscard]] std::vector<Removal> single_nodes(const SupplyNetwork& network);

/// All nodes of each group together, in ascending order of groups (that of `SupplyNetwork::groups`).
[[nodiscard]] std::vector<Removal> whole_groups(const SupplyNetwork& network);

/// Maximal flow without each of `removals`, in their order and the unit of the capacities; demand removed counts as
/// flow lost. Each starts from the flow of the whole network: what ran through the removed nodes is taken back along
/// its way and sent anew. Error: bad_value if a removal names no node of the network.
[[nodiscard]] Result<std::vector<double>> flows_without(const SupplyNetwork& network, std::span<const Removal> removals,
                                                        const RemovalRun& run = {});

/// Maximal flow without removals i and j together at (i, j); symmetric, without i alone at (i, i). Up to 2,000
/// removals. Errors: no_data if there are none, bad_value if there are more or one names no node of the network.
[[nodiscard]] Result<Eigen::MatrixXd> flows_without_pairs(const SupplyNetwork& network,
                                                          std::span<const Removal> removals,
                                                          const RemovalRun& run = {});

/// The worst that a number of removals can do together.
struct Interdiction {
    double flow{};        ///< least maximal flow, in the unit of the capacities
    double resilience{};  ///< flow / demand of the whole network, in [0, 1]
    std::vector<std::size_t>
        chosen;  ///< indices of the removals, ascending; of equal ones the first in dictionary order
};

/// interdiction(k) = min over all sets of k = `together` of `removals` of the maximal flow without them, by exact
/// search over at most 10 million sets; k = 1 is the network form of N-1. Wood (1993), "Deterministic network
/// interdiction". Errors: no_data if there are fewer than k removals, bad_value for k = 0, too many sets, or an unknown
/// node.
[[nodiscard]] Result<Interdiction> interdiction(const SupplyNetwork& network, std::span<const Removal> removals,
                                                std::size_t together, const RemovalRun& run = {});

}  // namespace entangled::kernels
