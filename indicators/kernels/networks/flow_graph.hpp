#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// A directed arc between two vertices; tail < head.
struct FlowArc {
    std::int32_t tail{};
    std::int32_t head{};
};

/// The shape of a flow network without cycles, laid out for search: vertices in topological order, vertex 0 the source,
/// the last one the sink. Every arc has a mate, which runs backwards and takes flow back.
struct FlowGraph {
    std::vector<std::int32_t> first;     ///< arcs of vertex v are [first[v], first[v + 1]), mates after the others
    std::vector<std::int32_t> mates;     ///< arcs [mates[v], first[v + 1]) of vertex v are mates
    std::vector<std::int32_t> to;        ///< vertex that an arc leads to
    std::vector<std::int32_t> mate;      ///< the opposite arc
    std::vector<std::int32_t> position;  ///< where the i-th arc given to `flow_graph` is

    [[nodiscard]] std::size_t vertices() const noexcept { return mates.size(); }
    [[nodiscard]] std::int32_t sink() const noexcept { return static_cast<std::int32_t>(vertices()) - 1; }
};

/// The graph of `arcs` on `vertices` >= 2 vertices; each arc leads from a lower vertex to a higher one.
[[nodiscard]] FlowGraph flow_graph(std::size_t vertices, std::span<const FlowArc> arcs);

}  // namespace entangled::kernels
