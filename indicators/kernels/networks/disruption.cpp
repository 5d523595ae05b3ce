#include "indicators/kernels/networks/assignment.hpp"
#include "indicators/kernels/networks/flow_solver.hpp"
#include "indicators/kernels/networks/network_flow.hpp"
#include "indicators/kernels/networks/survival.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace entangled::kernels {
namespace {

std::size_t at(std::int32_t index) { return static_cast<std::size_t>(index); }

/// What cannot be delivered of `needed` if products are served in `order`. What can be made together is a polymatroid,
/// so serving the dearest first loses least (Edmonds 1970).
std::vector<double> lost_in_order(const SupplyNetwork& network, std::size_t suppliers,
                                  const std::vector<double>& needed, const std::vector<std::size_t>& order)
{
    const NetworkFlow& form = network.network_flow();
    std::vector<std::int64_t> capacity(form.left.size(), 0);
    for (const std::int32_t arc : form.graph.position) {
        capacity[at(arc)] = form.left[at(arc)] + form.left[at(form.graph.mate[at(arc)])];
    }
    auto closed = capacity;
    for (const std::size_t j : order) closed[at(form.throat[suppliers + j])] = 0;
    FlowSolver solver{form.graph, closed};
    std::vector<double> lost(needed.size(), 0.0);
    for (const std::size_t j : order) {
        const std::int32_t throat = form.throat[suppliers + j];
        solver.set_capacity(throat, capacity[at(throat)]);
        const std::int64_t made = solver.augment();
        if (made < capacity[at(throat)]) lost[j] = std::max(0.0, needed[j] - in_units(form, made));
    }
    return lost;
}

Result<std::vector<double>> least_losses(const SupplyBase& base, const Disruption& disruption)
{
    std::vector<double> needed;
    for (std::size_t j = 0; j < base.demand.size(); ++j) {
        needed.push_back(std::max(0.0, base.demand[j] * disruption.recovery_periods - base.stock[j]));
    }
    std::vector<double> made;
    for (const double capacity : base.capacity) made.push_back(capacity * disruption.recovery_periods);
    if (!all_finite(needed) || !all_finite(made)) {
        return Error{Errc::bad_value, "disruption: an amount until recovery exceeds the range of double"};
    }
    if (std::ranges::max(needed) == 0.0) return std::vector<double>(needed.size(), 0.0);
    const auto network = assignment_network(base, disruption.suppliers, disruption.recovery_periods, needed);
    if (!network) return network.error();
    std::vector<std::size_t> order(needed.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t j) { return base.unit_loss[j]; });
    return lost_in_order(*network, base.capacity.size(), needed, order);
}

Result<DisruptionImpact> impact_of(const SupplyBase& base, const Disruption& disruption)
{
    if (auto error = supply_base_error(base, disruption.suppliers, true)) return *std::move(error);
    if (!std::isfinite(disruption.recovery_periods) || disruption.recovery_periods < 0.0) {
        return Error{Errc::bad_value, "disruption: the time to recover is negative or not finite"};
    }
    auto lost = least_losses(base, disruption);
    if (!lost) return lost.error();
    DisruptionImpact impact;
    impact.lost = *std::move(lost);
    std::vector<double> costs;
    for (std::size_t j = 0; j < impact.lost.size(); ++j) costs.push_back(base.unit_loss[j] * impact.lost[j]);
    const auto cost = ordered_sum(std::move(costs));
    if (!cost) return cost.error();
    const auto units = ordered_sum(impact.lost);
    if (!units) return units.error();
    const auto survives = time_to_survive(base, disruption.suppliers);
    if (!survives) return survives.error();
    impact.cost = *cost;
    impact.lost_units = *units;
    impact.periods_to_survive = *survives;
    impact.exposed = *survives && **survives < disruption.recovery_periods;
    return impact;
}

}  // namespace

Result<std::vector<DisruptionImpact>> disruption_impacts(const SupplyBase& base,
                                                         std::span<const Disruption> disruptions)
{
    if (disruptions.empty()) return Error{Errc::no_data, "disruption: none is given"};
    std::vector<DisruptionImpact> impacts;
    double greatest = 0.0;
    for (const Disruption& disruption : disruptions) {
        auto impact = impact_of(base, disruption);
        if (!impact) return impact.error();
        greatest = std::max(greatest, impact->cost);
        impacts.push_back(*std::move(impact));
    }
    for (DisruptionImpact& impact : impacts) {
        if (greatest > 0.0) impact.risk_exposure = impact.cost / greatest;
    }
    return impacts;
}

}  // namespace entangled::kernels
