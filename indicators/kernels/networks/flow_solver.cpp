#include "indicators/kernels/networks/flow_solver.hpp"

#include <algorithm>
#include <utility>

namespace entangled::kernels {
namespace {

constexpr std::int32_t source = 0;
constexpr std::int32_t unreachable = -1;

std::size_t at(std::int32_t index) noexcept { return static_cast<std::size_t>(index); }

}  // namespace

FlowSolver::FlowSolver(const FlowGraph& graph, std::span<const std::int64_t> left)
    : graph_{graph},
      left_(left.begin(), left.end()),
      level_(graph.vertices()),
      cursor_(graph.vertices()),
      queue_(graph.vertices()),
      path_(graph.vertices()),
      excess_(graph.vertices(), 0),
      lack_(graph.vertices(), 0)
{
}

void FlowSolver::restore(std::span<const std::int64_t> left) { std::ranges::copy(left, left_.begin()); }

void FlowSolver::set_capacity(std::int32_t arc, std::int64_t capacity) noexcept { left_[at(arc)] = capacity; }

std::int64_t FlowSolver::augment(std::int64_t most) noexcept
{
    std::int64_t gained = 0;
    while (gained < most && label_levels()) gained += block(most - gained);
    return gained;
}

// From the sink backwards, so that the search for paths never leaves the ways that lead there.
bool FlowSolver::label_levels() noexcept
{
    const auto* const to = graph_.to.data();
    const auto* const mate = graph_.mate.data();
    const auto* const left = left_.data();
    auto* const level = level_.data();
    std::ranges::fill(level_, unreachable);
    level[graph_.sink()] = 0;
    queue_[0] = graph_.sink();
    std::size_t end = 1;
    for (std::size_t begin = 0; begin < end; ++begin) {
        const std::int32_t v = queue_[begin];
        const std::int32_t next_level = level[v] + 1;
        const std::int32_t last = graph_.first[at(v) + 1];
        for (std::int32_t arc = graph_.first[at(v)]; arc < last; ++arc) {
            const std::int32_t u = to[arc];
            if (level[u] != unreachable || left[mate[arc]] == 0) continue;
            level[u] = next_level;
            if (u == source) {
                std::copy_n(graph_.first.begin(), cursor_.size(), cursor_.begin());
                return true;
            }
            queue_[end++] = u;
        }
    }
    return false;
}

/// Sends `amount` along the path; gives how much of the path is still open from its start.
std::size_t FlowSolver::push(std::int64_t amount, std::size_t length) noexcept
{
    std::size_t open = length;
    for (std::size_t i = length; i-- > 0;) {
        const std::int32_t arc = path_[i];
        left_[at(arc)] -= amount;
        left_[at(graph_.mate[at(arc)])] += amount;
        if (left_[at(arc)] == 0) open = i;
    }
    return open;
}

/// A blocking flow on the arcs that lead one level down, at most `most`.
std::int64_t FlowSolver::block(std::int64_t most) noexcept
{
    const auto* const to = graph_.to.data();
    const auto* const left = left_.data();
    auto* const level = level_.data();
    std::int64_t gained = 0;
    std::size_t length = 0;
    std::int32_t v = source;
    for (;;) {
        if (v == graph_.sink()) {
            std::int64_t amount = most - gained;
            for (std::size_t i = 0; i < length; ++i) amount = std::min(amount, left[path_[i]]);
            length = push(amount, length);
            gained += amount;
            if (gained == most) return gained;
            v = to[graph_.mate[at(path_[length])]];
        }
        std::int32_t& arc = cursor_[at(v)];
        const std::int32_t last = graph_.first[at(v) + 1];
        while (arc < last && (left[arc] == 0 || level[to[arc]] != level[v] - 1)) ++arc;
        if (arc < last) {
            path_[length++] = arc;
            v = to[arc];
            continue;
        }
        if (length == 0) return gained;
        level[v] = unreachable;
        --length;
        v = to[graph_.mate[at(path_[length])]];
        ++cursor_[at(v)];
    }
}

std::int64_t FlowSolver::close(std::span<const std::int32_t> arcs) noexcept
{
    for (const std::int32_t arc : arcs) {
        const std::int32_t mate = graph_.mate[at(arc)];
        excess_[at(graph_.to[at(mate)])] += left_[at(mate)];
        lack_[at(graph_.to[at(arc)])] += left_[at(mate)];
        left_[at(arc)] = 0;
        left_[at(mate)] = 0;
    }
    // Arcs rise, so each vertex has got all of its excess before its turn downwards, and of its lack upwards.
    for (std::int32_t v = graph_.sink(); v > source; --v) {
        if (excess_[at(v)] != 0) take_back_inflow(v);
    }
    excess_[at(source)] = 0;
    lack_[at(source)] = 0;
    for (std::int32_t v = source + 1; v < graph_.sink(); ++v) {
        if (lack_[at(v)] != 0) take_back_outflow(v);
    }
    return std::exchange(lack_[at(graph_.sink())], 0);
}

void FlowSolver::take_back_inflow(std::int32_t vertex) noexcept
{
    // What comes in too much may go out where inflow has been lost.
    const std::int64_t met = std::min(excess_[at(vertex)], lack_[at(vertex)]);
    lack_[at(vertex)] -= met;
    std::int64_t rest = std::exchange(excess_[at(vertex)], 0) - met;
    for (std::int32_t mate = graph_.mates[at(vertex)]; rest != 0; ++mate) {
        const std::int64_t amount = std::min(rest, left_[at(mate)]);
        left_[at(mate)] -= amount;
        left_[at(graph_.mate[at(mate)])] += amount;
        excess_[at(graph_.to[at(mate)])] += amount;
        rest -= amount;
    }
}

void FlowSolver::take_back_outflow(std::int32_t vertex) noexcept
{
    std::int64_t rest = std::exchange(lack_[at(vertex)], 0);
    for (std::int32_t arc = graph_.first[at(vertex)]; rest != 0; ++arc) {
        std::int64_t& flow = left_[at(graph_.mate[at(arc)])];
        const std::int64_t amount = std::min(rest, flow);
        flow -= amount;
        left_[at(arc)] += amount;
        lack_[at(graph_.to[at(arc)])] += amount;
        rest -= amount;
    }
}

std::vector<char> FlowSolver::reached_from_source() const
{
    std::vector<char> reached(graph_.vertices(), 0);
    std::vector<std::int32_t> waiting{source};
    reached[at(source)] = 1;
    while (!waiting.empty()) {
        const std::int32_t v = waiting.back();
        waiting.pop_back();
        for (std::int32_t arc = graph_.first[at(v)]; arc < graph_.first[at(v) + 1]; ++arc) {
            const std::int32_t next = graph_.to[at(arc)];
            if (left_[at(arc)] == 0 || reached[at(next)] != 0) continue;
            reached[at(next)] = 1;
            waiting.push_back(next);
        }
    }
    return reached;
}

std::vector<char> FlowSolver::reaching_sink() const
{
    std::vector<char> reaching(graph_.vertices(), 0);
    std::vector<std::int32_t> waiting{graph_.sink()};
    reaching[at(graph_.sink())] = 1;
    while (!waiting.empty()) {
        const std::int32_t v = waiting.back();
        waiting.pop_back();
        for (std::int32_t arc = graph_.first[at(v)]; arc < graph_.first[at(v) + 1]; ++arc) {
            const std::int32_t before = graph_.to[at(arc)];
            if (left_[at(graph_.mate[at(arc)])] == 0 || reaching[at(before)] != 0) continue;
            reaching[at(before)] = 1;
            waiting.push_back(before);
        }
    }
    return reaching;
}

}  // namespace entangled::kernels
