#include "indicators/kernels/networks/removal_solver.hpp"

#include <algorithm>

namespace entangled::kernels {
namespace {

std::size_t at(std::int32_t index) noexcept { return static_cast<std::size_t>(index); }

}  // namespace

std::optional<Error> removal_error(const SupplyNetwork& network, std::span<const Removal> removals,
                                   const RemovalRun& run)
{
    const auto legal = [&](const Removal& removal) {
        return std::ranges::all_of(removal, [&](std::size_t node) { return node < network.nodes().size(); });
    };
    if (std::ranges::all_of(removals, legal) && legal(run.already)) return std::nullopt;
    return Error{Errc::bad_value, "removals: what is removed is no node of the network"};
}

RemovalSolver::RemovalSolver(const SupplyNetwork& network, std::span<const std::size_t> already)
    : network_{&network},
      solver_{network.network_flow().graph, network.network_flow().left},
      base_{network.network_flow().left},
      is_out_(network.nodes().size(), 0)
{
    throats_.reserve(network.nodes().size());
    make_base(network.network_flow().flow);
    if (!already.empty()) rebase_without(already);
}

void RemovalSolver::make_base(std::int64_t flow)
{
    std::ranges::copy(solver_.left(), base_.begin());
    base_flow_ = flow;
    at_base_ = true;
    upstream_ = cut_arcs(solver_.reached_from_source());
    auto inside = solver_.reaching_sink();
    for (char& vertex : inside) vertex = static_cast<char>(vertex == 0);
    downstream_ = cut_arcs(inside);
}

std::vector<RemovalSolver::CutArc> RemovalSolver::cut_arcs(const std::vector<char>& inside) const
{
    const NetworkFlow& form = network_->network_flow();
    std::vector<CutArc> cut;
    const auto add = [&](std::int32_t arc, std::size_t seller, std::size_t buyer) {
        const std::int32_t mate = form.graph.mate[at(arc)];
        const bool crosses = inside[at(form.graph.to[at(mate)])] != 0 && inside[at(form.graph.to[at(arc)])] == 0;
        // A saturated arc: what its mate can take back is its capacity.
        if (crosses && base_[at(mate)] != 0) cut.push_back({seller, buyer, base_[at(mate)]});
    };
    for (std::size_t i = 0; i < form.throat.size(); ++i) add(form.throat[i], i, i);
    for (std::size_t i = 0; i < form.link.size(); ++i) {
        add(form.link[i], network_->links()[i].from, network_->links()[i].to);
    }
    return cut;
}

std::int64_t RemovalSolver::cut_through(std::span<const CutArc> cut) const noexcept
{
    std::int64_t capacity = 0;
    for (const CutArc& arc : cut) {
        if (is_out_[arc.seller] != 0 || is_out_[arc.buyer] != 0) capacity += arc.capacity;
    }
    return capacity;
}

std::int64_t RemovalSolver::through(std::span<const std::size_t> nodes) const noexcept
{
    const NetworkFlow& form = network_->network_flow();
    std::int64_t sum = 0;
    for (const std::size_t node : nodes) {
        sum = std::min(base_flow_, sum + base_[at(form.graph.mate[at(form.throat[node])])]);
    }
    return sum;
}

std::int64_t RemovalSolver::remove(std::span<const std::size_t> nodes)
{
    if (!at_base_) solver_.restore(base_);
    at_base_ = false;
    throats_.clear();
    for (const std::size_t node : nodes) {
        throats_.push_back(network_->network_flow().throat[node]);
        is_out_[node] = 1;
    }
    // The minimum cuts of the base, without what is removed of them, bound the flow: often the proof that it is
    // maximal.
    const std::int64_t certain_loss = std::max(cut_through(upstream_), cut_through(downstream_));
    for (const std::size_t node : nodes) is_out_[node] = 0;
    const std::int64_t lost = solver_.close(throats_);
    return base_flow_ - lost + solver_.augment(lost - certain_loss);
}

std::int64_t RemovalSolver::flow_without(std::span<const std::size_t> nodes)
{
    return through(nodes) == 0 ? base_flow_ : remove(nodes);
}

void RemovalSolver::rebase_without(std::span<const std::size_t> nodes) { make_base(remove(nodes)); }

}  // namespace entangled::kernels
