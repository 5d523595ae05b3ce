#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/networks/flow_graph.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// What one country can do at one stage of a chain, or what one buyer demands.
struct SupplyNode {
    std::size_t stage{};    ///< rises from source to demand; gaps are allowed, their width means nothing
    std::uint32_t group{};  ///< country or bloc: a removal may take all of its nodes
    double capacity{};      ///< >= 0; at the highest stage the demand
};

/// A qualified supplier relation between two nodes, by their index.
struct SupplyLink {
    std::size_t from{};
    std::size_t to{};   ///< at a higher stage than `from`; stages may be skipped
    double capacity{};  ///< >= 0; larger than both ends if the link has no limit of its own
};

/// A supply network as flow in whole quanta, with a maximal flow on it; for the kernels of this folder.
struct NetworkFlow {
    FlowGraph graph;
    std::vector<std::int32_t> throat;  ///< the arc that carries the capacity of each node
    std::vector<std::int32_t> link;    ///< the arc of each link
    std::vector<std::int64_t> left;    ///< residual capacities of the maximal flow
    std::int64_t flow{};               ///< its value in quanta
    int exponent{};                    ///< a quantum is 2^-exponent of the unit of the capacities
};

/// A supply network of several stages: nodes of the lowest stage draw on nature without limit but their capacity, goods
/// run along links towards the nodes of the highest stage, which are demand. One unit for all capacities. Immutable.
class SupplyNetwork {
  public:
    /// Checks the network and finds its maximal flow. Amounts are counted in quanta of at most 2^-53 of that flow, so
    /// results depend neither on the order of nodes and links nor on the way a flow is found. Needs two stages.
    /// Errors: no_data without nodes or with no demand; insufficient_points for one stage; bad_value for a capacity
    /// that is negative or not finite, a link that does not rise or has no such node, or a demand beyond the range of
    /// double.
    [[nodiscard]] static Result<SupplyNetwork> make(std::vector<SupplyNode> nodes, std::vector<SupplyLink> links);

    [[nodiscard]] std::span<const SupplyNode> nodes() const noexcept { return nodes_; }
    [[nodiscard]] std::span<const SupplyLink> links() const noexcept { return links_; }
    /// Sum of the capacities at the highest stage, > 0.
    [[nodiscard]] double demand() const noexcept { return demand_; }
    /// Indices of the nodes of one group, at all stages, ascending; empty if there is none.
    [[nodiscard]] std::vector<std::size_t> nodes_of(std::uint32_t group) const;
    /// The groups that have nodes, ascending, each once.
    [[nodiscard]] std::vector<std::uint32_t> groups() const;
    /// What flow kernels work on; lives as long as the network.
    [[nodiscard]] const NetworkFlow& network_flow() const noexcept { return flow_; }

  private:
    SupplyNetwork() = default;

    std::vector<SupplyNode> nodes_;
    std::vector<SupplyLink> links_;
    double demand_{};
    NetworkFlow flow_;
};

}  // namespace entangled::kernels
