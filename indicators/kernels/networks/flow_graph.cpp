#include "indicators/kernels/networks/flow_graph.hpp"

#include <numeric>

namespace entangled::kernels {
namespace {

std::size_t at(std::int32_t index) { return static_cast<std::size_t>(index); }

}  // namespace

FlowGraph flow_graph(std::size_t vertices, std::span<const FlowArc> arcs)
{
    FlowGraph graph;
    graph.first.assign(vertices + 1, 0);
    std::vector<std::int32_t> outgoing(vertices, 0);
    for (const FlowArc arc : arcs) {
        ++outgoing[at(arc.tail)];
        ++graph.first[at(arc.tail) + 1];
        ++graph.first[at(arc.head) + 1];
    }
    std::partial_sum(graph.first.begin(), graph.first.end(), graph.first.begin());
    std::vector<std::int32_t> next(graph.first.begin(), graph.first.end() - 1);
    graph.mates.resize(vertices);
    for (std::size_t v = 0; v < vertices; ++v) graph.mates[v] = graph.first[v] + outgoing[v];
    auto next_mate = graph.mates;
    graph.to.resize(2 * arcs.size());
    graph.mate.resize(2 * arcs.size());
    graph.position.reserve(arcs.size());
    for (const FlowArc arc : arcs) {
        const std::int32_t forward = next[at(arc.tail)]++;
        const std::int32_t back = next_mate[at(arc.head)]++;
        graph.to[at(forward)] = arc.head;
        graph.to[at(back)] = arc.tail;
        graph.mate[at(forward)] = back;
        graph.mate[at(back)] = forward;
        graph.position.push_back(forward);
    }
    return graph;
}

}  // namespace entangled::kernels
