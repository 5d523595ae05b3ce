#include "indicators/kernels/networks/network_flow.hpp"

#include "indicators/kernels/networks/flow_solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace entangled::kernels {
namespace {

// A bound of the flow takes 60 bits, so that an arc wider than any flow can be told from one that is just full.
constexpr int bound_bits = 60;
constexpr std::int64_t wide = std::int64_t{1} << 61;
// With fewer quanta than this in the flow, finer ones are chosen; doubles have 53 bits.
constexpr std::int64_t fine_enough = std::int64_t{1} << 53;

std::size_t at(std::int32_t index) { return static_cast<std::size_t>(index); }

/// Vertices in order of stage. Nodes of the lowest stage hang on the source and those of the highest on the sink by
/// their throat; all others are split in two around it.
void lay_out(std::span<const SupplyNode> nodes, std::span<const SupplyLink> links, NetworkFlow& flow)
{
    std::vector<std::size_t> order(nodes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t node) { return nodes[node].stage; });
    const std::size_t lowest = nodes[order.front()].stage;
    const std::size_t highest = nodes[order.back()].stage;
    std::vector<FlowArc> arcs(nodes.size());
    std::int32_t vertex = 1;
    for (const std::size_t node : order) {
        arcs[node].tail = nodes[node].stage == lowest ? 0 : vertex++;
        if (nodes[node].stage != highest) arcs[node].head = vertex++;
    }
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        if (nodes[node].stage == highest) arcs[node].head = vertex;
    }
    for (const SupplyLink& link : links) arcs.push_back({arcs[link.from].head, arcs[link.to].tail});
    flow.graph = flow_graph(at(vertex) + 1, arcs);
    const auto throats = flow.graph.position.begin() + static_cast<std::ptrdiff_t>(nodes.size());
    flow.throat.assign(flow.graph.position.begin(), throats);
    flow.link.assign(throats, flow.graph.position.end());
}

/// Capacities in quanta of which `bound` units make at least 2^59 and less than 2^60; for a bound of 0 the arcs that
/// are open at all are wide.
void count_quanta(std::span<const SupplyNode> nodes, std::span<const SupplyLink> links, double bound, NetworkFlow& flow)
{
    int magnitude = 0;
    std::frexp(bound, &magnitude);
    flow.exponent = bound_bits - magnitude;
    const auto quanta = [&](double capacity) {
        if (capacity > 0.0 && (bound == 0.0 || capacity > bound)) return wide;
        return static_cast<std::int64_t>(std::nearbyint(std::ldexp(capacity, flow.exponent)));
    };
    flow.left.assign(flow.graph.to.size(), 0);
    for (std::size_t i = 0; i < nodes.size(); ++i) flow.left[at(flow.throat[i])] = quanta(nodes[i].capacity);
    for (std::size_t i = 0; i < links.size(); ++i) flow.left[at(flow.link[i])] = quanta(links[i].capacity);
}

bool connected(std::span<const SupplyNode> nodes, std::span<const SupplyLink> links, NetworkFlow& flow)
{
    count_quanta(nodes, links, 0.0, flow);
    return FlowSolver{flow.graph, flow.left}.reached_from_source().back() != 0;
}

}  // namespace

double in_units(const NetworkFlow& flow, std::int64_t quanta) noexcept
{
    return std::ldexp(static_cast<double>(quanta), -flow.exponent);
}

NetworkFlow network_flow(std::span<const SupplyNode> nodes, std::span<const SupplyLink> links, double demand)
{
    NetworkFlow flow;
    lay_out(nodes, links, flow);
    const bool any = connected(nodes, links, flow);
    for (double bound = demand;;) {
        count_quanta(nodes, links, bound, flow);
        FlowSolver solver{flow.graph, flow.left};
        flow.flow = solver.augment();
        // Rounding changed no cut by more than half a quantum an arc, so this bounds the true flow again.
        const auto rounding = static_cast<double>(nodes.size() + links.size());
        const double tighter = std::ldexp(static_cast<double>(flow.flow) + rounding, -flow.exponent);
        if (!any || flow.flow >= fine_enough || !(tighter < bound)) {
            flow.left.assign(solver.left().begin(), solver.left().end());
            return flow;
        }
        bound = std::max(tighter, std::numeric_limits<double>::denorm_min());
    }
}

}  // namespace entangled::kernels
