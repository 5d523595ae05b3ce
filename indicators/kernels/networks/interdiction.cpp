#include "indicators/kernels/networks/network_flow.hpp"
#include "indicators/kernels/networks/removal_solver.hpp"
#include "indicators/kernels/networks/removals.hpp"
#include "indicators/kernels/numbers/blocks.hpp"

#include <algorithm>

namespace entangled::kernels {
namespace {

constexpr double most_sets = 1e7;

double sets_of(std::size_t size, std::size_t together)
{
    double sets = 1.0;
    for (std::size_t i = 0; i < together && sets <= most_sets; ++i) {
        sets = sets * static_cast<double>(size - i) / static_cast<double>(i + 1);
    }
    return sets;
}

/// The worst sets that begin with one removal, in dictionary order, so that the first of equals is kept.
struct Search {
    std::span<const Removal> removals;
    std::size_t together{};
    std::int64_t worst{};
    std::vector<std::size_t> chosen{};
    std::vector<std::size_t> set{};

    void extend(RemovalSolver& solver, std::size_t first)
    {
        const std::size_t missing = together - set.size();
        for (std::size_t i = first; i + missing <= removals.size(); ++i) {
            set.push_back(i);
            if (missing == 1) {
                try_last(solver);
            } else {
                RemovalSolver deeper = solver;
                deeper.rebase_without(removals[i]);
                extend(deeper, i + 1);
            }
            set.pop_back();
        }
    }

    void try_last(RemovalSolver& solver)
    {
        const Removal& last = removals[set.back()];
        if (!chosen.empty() && solver.base_flow() - solver.through(last) >= worst) return;
        const std::int64_t flow = solver.flow_without(last);
        if (!chosen.empty() && flow >= worst) return;
        worst = flow;
        chosen = set;
    }
};

}  // namespace

Result<Interdiction> interdiction(const SupplyNetwork& network, std::span<const Removal> removals, std::size_t together,
                                  const RemovalRun& run)
{
    if (together == 0) return Error{Errc::bad_value, "interdiction: at least one removal at a time"};
    if (removals.size() < together) return Error{Errc::no_data, "interdiction: fewer removals than are to fall out"};
    if (sets_of(removals.size(), together) > most_sets) return Error{Errc::bad_value, "interdiction: too many sets"};
    if (auto error = removal_error(network, removals, run)) return *std::move(error);
    const RemovalSolver base{network, run.already};
    std::vector<Search> searches(removals.size() - together + 1, Search{removals, together});
    for_each_block(searches.size(), run.threads, [&](std::size_t first) {
        RemovalSolver solver = base;
        Search& search = searches[first];
        search.set.push_back(first);
        if (together == 1) return search.try_last(solver);
        solver.rebase_without(removals[first]);
        search.extend(solver, first + 1);
    });
    const auto& worst = *std::ranges::min_element(searches, {}, &Search::worst);
    Interdiction result;
    result.flow = in_units(network.network_flow(), worst.worst);
    result.resilience = std::min(1.0, result.flow / network.demand());
    result.chosen = worst.chosen;
    return result;
}

}  // namespace entangled::kernels
