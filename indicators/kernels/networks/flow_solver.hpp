#pragma once

#include "indicators/kernels/networks/flow_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// A flow on a graph, and the search that makes it maximal. Amounts are whole quanta, at most 2^62 in all, so that the
/// value of a maximal flow is exact and does not depend on the order of steps. Makes no allocation after construction.
class FlowSolver {
  public:
    static constexpr std::int64_t no_limit = std::int64_t{1} << 62;

    /// No flow; `left[a]` >= 0 is what arc a can still take: its capacity, 0 for a mate. `graph` must outlive this.
    FlowSolver(const FlowGraph& graph, std::span<const std::int64_t> left);

    /// Residual capacity of each arc; that of a mate is the flow of its arc.
    [[nodiscard]] std::span<const std::int64_t> left() const noexcept { return left_; }

    /// Goes back to a flow that `left()` gave before.
    void restore(std::span<const std::int64_t> left);

    /// Widens or narrows an arc that carries no flow.
    void set_capacity(std::int32_t arc, std::int64_t capacity) noexcept;

    /// Adds flow from source to sink until none can be added or `most` has been; gives what was added. Dinic (1970).
    std::int64_t augment(std::int64_t most = no_limit) noexcept;

    /// Closes `arcs` for good and takes back the flow that ran through them, along its own way; gives how much of the
    /// flow into the sink is lost by it.
    std::int64_t close(std::span<const std::int32_t> arcs) noexcept;

    /// Vertices that the source can still send to: side of the minimum cut nearest to the source if the flow is
    /// maximal.
    [[nodiscard]] std::vector<char> reached_from_source() const;
    /// Vertices that can still send to the sink: the other side of the minimum cut nearest to the sink.
    [[nodiscard]] std::vector<char> reaching_sink() const;

  private:
    bool label_levels() noexcept;
    std::int64_t block(std::int64_t most) noexcept;
    std::size_t push(std::int64_t amount, std::size_t length) noexcept;
    void take_back_inflow(std::int32_t vertex) noexcept;
    void take_back_outflow(std::int32_t vertex) noexcept;

    const FlowGraph& graph_;
    std::vector<std::int64_t> left_;
    std::vector<std::int32_t> level_;  // arcs to the sink; -1 if it cannot be reached
    std::vector<std::int32_t> cursor_;
    std::vector<std::int32_t> queue_;
    std::vector<std::int32_t> path_;
    std::vector<std::int64_t> excess_;  // flow in that has no way out; all 0 between calls
    std::vector<std::int64_t> lack_;    // flow out that has no way in; all 0 between calls
};

}  // namespace entangled::kernels
