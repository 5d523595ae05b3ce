#include "indicators/kernels/networks/supply_network.hpp"

#include "indicators/kernels/networks/network_flow.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace entangled::kernels {
namespace {

// Vertices and arcs are counted in 32 bits.
constexpr std::size_t most_parts = std::size_t{1} << 28U;

bool legal(double capacity) { return std::isfinite(capacity) && capacity >= 0.0; }

Error bad(std::string detail) { return Error{Errc::bad_value, "supply network: " + std::move(detail)}; }

std::optional<Error> complaint(std::span<const SupplyNode> nodes, std::span<const SupplyLink> links)
{
    if (nodes.empty()) return Error{Errc::no_data, "supply network: no nodes"};
    if (nodes.size() > most_parts || links.size() > most_parts) return bad("more nodes or links than can be counted");
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (!legal(nodes[i].capacity)) return bad("the capacity of node " + std::to_string(i) + " is not a capacity");
    }
    for (std::size_t i = 0; i < links.size(); ++i) {
        const SupplyLink& link = links[i];
        const std::string name = "link " + std::to_string(i);
        if (!legal(link.capacity)) return bad("the capacity of " + name + " is not a capacity");
        if (link.from >= nodes.size() || link.to >= nodes.size()) return bad(name + " has an end that is no node");
        if (nodes[link.from].stage >= nodes[link.to].stage) return bad(name + " does not rise in stage");
    }
    return std::nullopt;
}

}  // namespace

Result<SupplyNetwork> SupplyNetwork::make(std::vector<SupplyNode> nodes, std::vector<SupplyLink> links)
{
    if (auto error = complaint(nodes, links)) return *std::move(error);
    const auto [lowest, highest] = std::ranges::minmax(nodes, {}, &SupplyNode::stage);
    if (lowest.stage == highest.stage) {
        return Error{Errc::insufficient_points, "supply network: one stage, two are needed"};
    }
    std::vector<double> demands;
    for (const SupplyNode& node : nodes) {
        if (node.stage == highest.stage) demands.push_back(node.capacity);
    }
    const auto demand = ordered_sum(std::move(demands));
    if (!demand) return demand.error();
    if (*demand == 0.0) return Error{Errc::no_data, "supply network: the highest stage demands nothing"};
    SupplyNetwork network;
    network.nodes_ = std::move(nodes);
    network.links_ = std::move(links);
    network.demand_ = *demand;
    network.flow_ = kernels::network_flow(network.nodes_, network.links_, network.demand_);
    return network;
}

std::vector<std::size_t> SupplyNetwork::nodes_of(std::uint32_t group) const
{
    std::vector<std::size_t> found;
    for (std::size_t node = 0; node < nodes_.size(); ++node) {
        if (nodes_[node].group == group) found.push_back(node);
    }
    return found;
}

std::vector<std::uint32_t> SupplyNetwork::groups() const
{
    std::vector<std::uint32_t> found;
    for (const SupplyNode& node : nodes_) found.push_back(node.group);
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace entangled::kernels
