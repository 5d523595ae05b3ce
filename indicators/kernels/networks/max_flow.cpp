#include "indicators/kernels/networks/max_flow.hpp"

#include "indicators/kernels/networks/flow_solver.hpp"
#include "indicators/kernels/networks/network_flow.hpp"

#include <algorithm>
#include <map>

namespace entangled::kernels {
namespace {

std::size_t at(std::int32_t index) { return static_cast<std::size_t>(index); }

/// Arcs from inside `side` to outside are cut. A closed arc has no capacity and is no part of a cut.
MinimumCut cut_around(const SupplyNetwork& network, const std::vector<char>& side, std::span<const std::int64_t> left)
{
    const NetworkFlow& form = network.network_flow();
    std::map<std::size_t, std::int64_t> stages;
    const auto is_cut = [&](std::int32_t arc, std::size_t stage) {
        const std::int32_t mate = form.graph.mate[at(arc)];
        const std::int64_t capacity = left[at(arc)] + left[at(mate)];
        const bool crosses = side[at(form.graph.to[at(mate)])] != 0 && side[at(form.graph.to[at(arc)])] == 0;
        if (!crosses || capacity == 0) return false;
        stages[stage] += capacity;
        return true;
    };
    MinimumCut cut;
    for (std::size_t i = 0; i < network.nodes().size(); ++i) {
        if (is_cut(form.throat[i], network.nodes()[i].stage)) cut.nodes.push_back(i);
    }
    for (std::size_t i = 0; i < network.links().size(); ++i) {
        if (is_cut(form.link[i], network.nodes()[network.links()[i].from].stage)) cut.links.push_back(i);
    }
    std::int64_t most = 0;
    for (const auto& [stage, capacity] : stages) {
        cut.stages.push_back({stage, in_units(form, capacity)});
        if (capacity > most) cut.binding_stage = stage;
        most = std::max(most, capacity);
    }
    return cut;
}

std::vector<char> complement(std::vector<char> side)
{
    for (char& inside : side) inside = static_cast<char>(inside == 0);
    return side;
}

}  // namespace

Result<SupplyFlow> max_flow(const SupplyNetwork& network, std::span<const std::size_t> removed)
{
    const NetworkFlow& form = network.network_flow();
    std::vector<std::int32_t> throats;
    for (const std::size_t node : removed) {
        if (node >= form.throat.size()) return Error{Errc::bad_value, "max_flow: what is removed is no node"};
        throats.push_back(form.throat[node]);
    }
    FlowSolver solver{form.graph, form.left};
    const std::int64_t lost = solver.close(throats);
    const std::int64_t flow = form.flow - lost + solver.augment(lost);
    SupplyFlow supply;
    supply.flow = in_units(form, flow);
    supply.resilience = std::min(1.0, supply.flow / network.demand());
    supply.shortfall = 1.0 - supply.resilience;
    supply.upstream = cut_around(network, solver.reached_from_source(), solver.left());
    supply.downstream = cut_around(network, complement(solver.reaching_sink()), solver.left());
    return supply;
}

}  // namespace entangled::kernels
