#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/networks/flow_solver.hpp"
#include "indicators/kernels/networks/removals.hpp"
#include "indicators/kernels/networks/supply_network.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// bad_value if a node of `removals` or of `run.already` is none of the network.
[[nodiscard]] std::optional<Error> removal_error(const SupplyNetwork& network, std::span<const Removal> removals,
                                                 const RemovalRun& run);

/// A maximal flow, its base, from which nodes are taken out again and again, each time starting from that flow. All
/// node indices are legal. Copies are independent.
class RemovalSolver {
  public:
    /// The base is the maximal flow of `network`, which must outlive this, without the nodes `already`.
    RemovalSolver(const SupplyNetwork& network, std::span<const std::size_t> already);

    /// Value of the base in quanta.
    [[nodiscard]] std::int64_t base_flow() const noexcept { return base_flow_; }

    /// No more than this is lost by removing `nodes` from the base: what runs through them, at most all.
    [[nodiscard]] std::int64_t through(std::span<const std::size_t> nodes) const noexcept;

    /// Value in quanta of the maximal flow without `nodes` as well.
    [[nodiscard]] std::int64_t flow_without(std::span<const std::size_t> nodes);

    /// Makes the maximal flow without `nodes` as well the base.
    void rebase_without(std::span<const std::size_t> nodes);

  private:
    /// Capacity across a minimum cut of the base, with the nodes whose removal takes it away.
    struct CutArc {
        std::size_t seller{};
        std::size_t buyer{};  ///< the same as `seller` for the capacity of a node
        std::int64_t capacity{};
    };
    std::int64_t remove(std::span<const std::size_t> nodes);
    void make_base(std::int64_t flow);
    [[nodiscard]] std::vector<CutArc> cut_arcs(const std::vector<char>& inside) const;
    [[nodiscard]] std::int64_t cut_through(std::span<const CutArc> cut) const noexcept;

    const SupplyNetwork* network_;
    FlowSolver solver_;
    std::vector<std::int64_t> base_;
    std::int64_t base_flow_{};
    std::vector<CutArc> upstream_;
    std::vector<CutArc> downstream_;
    bool at_base_ = true;
    std::vector<char> is_out_;
    std::vector<std::int32_t> throats_;
};

}  // namespace entangled::kernels
