#include "indicators/kernels/networks/removals.hpp"

#include "indicators/kernels/networks/network_flow.hpp"
#include "indicators/kernels/networks/removal_solver.hpp"
#include "indicators/kernels/networks/tables.hpp"
#include "indicators/kernels/numbers/blocks.hpp"

#include <algorithm>

namespace entangled::kernels {
namespace {

constexpr std::size_t most_pairs_of = 2'000;
// Removals in a block share the memory of one solver; few enough to spread over threads.
constexpr std::size_t block_size = 32;

}  // namespace

std::vector<Removal> single_nodes(const SupplyNetwork& network)
{
    std::vector<Removal> removals;
    for (std::size_t node = 0; node < network.nodes().size(); ++node) removals.push_back({node});
    return removals;
}

std::vector<Removal> whole_groups(const SupplyNetwork& network)
{
    const auto groups = network.groups();
    std::vector<Removal> removals(groups.size());
    for (std::size_t node = 0; node < network.nodes().size(); ++node) {
        const auto group = std::ranges::lower_bound(groups, network.nodes()[node].group);
        removals[static_cast<std::size_t>(group - groups.begin())].push_back(node);
    }
    return removals;
}

Result<std::vector<double>> flows_without(const SupplyNetwork& network, std::span<const Removal> removals,
                                          const RemovalRun& run)
{
    if (auto error = removal_error(network, removals, run)) return *std::move(error);
    const RemovalSolver base{network, run.already};
    std::vector<double> flows(removals.size());
    const auto work = [&](std::size_t first, RemovalSolver solver) {
        const std::size_t end = std::min(first + block_size, removals.size());
        for (std::size_t i = first; i < end; ++i) {
            flows[i] = in_units(network.network_flow(), solver.flow_without(removals[i]));
        }
    };
    for_each_block((removals.size() + block_size - 1) / block_size, run.threads,
                   [&](std::size_t block) { work(block * block_size, base); });
    return flows;
}

Result<Eigen::MatrixXd> flows_without_pairs(const SupplyNetwork& network, std::span<const Removal> removals,
                                            const RemovalRun& run)
{
    if (removals.empty()) return no_table(Errc::no_data, "flows_without_pairs: no removals");
    if (removals.size() > most_pairs_of) return no_table(Errc::bad_value, "flows_without_pairs: too many removals");
    if (auto error = removal_error(network, removals, run)) return {boost::system::in_place_error, *std::move(error)};
    const RemovalSolver base{network, run.already};
    const auto size = static_cast<Eigen::Index>(removals.size());
    Eigen::MatrixXd flows(size, size);
    for_each_block(removals.size(), run.threads, [&](std::size_t first) {
        RemovalSolver solver = base;
        solver.rebase_without(removals[first]);
        const auto row = static_cast<Eigen::Index>(first);
        flows(row, row) = in_units(network.network_flow(), solver.base_flow());
        for (std::size_t second = first + 1; second < removals.size(); ++second) {
            const auto column = static_cast<Eigen::Index>(second);
            flows(row, column) = in_units(network.network_flow(), solver.flow_without(removals[second]));
            flows(column, row) = flows(row, column);
        }
    });
    return flows;
}

}  // namespace entangled::kernels
