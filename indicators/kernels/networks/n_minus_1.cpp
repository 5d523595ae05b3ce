#include "indicators/kernels/networks/n_minus_1.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace entangled::kernels {
namespace {

std::optional<Error> complaint(const SupplyCut& cut)
{
    if (cut.supply.empty()) return Error{Errc::no_data, "coverage: no suppliers"};
    if (!all_non_negative(cut.supply)) return Error{Errc::bad_value, "coverage: a supply is negative or not finite"};
    if (!all_ratios(cut.restartable) || (!cut.restartable.empty() && cut.restartable.size() != cut.supply.size())) {
        return Error{Errc::bad_value, "coverage: one restartable part in [0, 1] a supplier, or none at all"};
    }
    if (std::ranges::any_of(cut.cut_off, [&](std::size_t supplier) { return supplier >= cut.supply.size(); })) {
        return Error{Errc::bad_value, "coverage: who is cut off is no supplier"};
    }
    const bool legal =
        std::isfinite(cut.demand) && cut.demand > 0.0 && cut.demand_cut_off >= 0.0 && cut.demand_cut_off <= cut.demand;
    if (!legal) return Error{Errc::bad_value, "coverage: demand is > 0, that of those cut off a part of it"};
    return std::nullopt;
}

}  // namespace

Result<double> gas_n_minus_1_percent(const GasInfrastructure& gas)
{
    const std::array numbers{gas.entry_points, gas.production,  gas.storage,    gas.lng,
                             gas.largest,      gas.peak_demand, gas.demand_side};
    if (!all_non_negative(numbers)) {
        return Error{Errc::bad_value, "gas_n_minus_1_percent: a capacity or demand is negative or not finite"};
    }
    const auto capacity = ordered_sum({gas.entry_points, gas.production, gas.storage, gas.lng});
    if (!capacity) return capacity.error();
    if (gas.largest > *capacity) {
        return Error{Errc::bad_value, "gas_n_minus_1_percent: one infrastructure is larger than all together"};
    }
    if (gas.peak_demand <= gas.demand_side) {
        return Error{Errc::not_identified, "gas_n_minus_1_percent: no demand is left on the peak day"};
    }
    const double percent = 100.0 * ((*capacity - gas.largest) / (gas.peak_demand - gas.demand_side));
    if (!std::isfinite(percent)) return Error{Errc::bad_value, "gas_n_minus_1_percent: out of the range of double"};
    return percent;
}

Result<Coverage> coverage_without(const SupplyCut& cut)
{
    if (auto error = complaint(cut)) return *std::move(error);
    std::vector<double> left(cut.supply.begin(), cut.supply.end());
    for (std::size_t i = 0; i < cut.restartable.size(); ++i) left[i] *= cut.restartable[i];
    for (const std::size_t supplier : cut.cut_off) left[supplier] = 0.0;
    const auto supply = ordered_sum(std::move(left));
    if (!supply) return supply.error();
    const double demand = cut.against == DemandLeft::world ? cut.demand : cut.demand - cut.demand_cut_off;
    if (demand == 0.0) return Error{Errc::not_identified, "coverage: there is no demand outside those cut off"};
    Coverage coverage{*supply / demand, 0.0, cut.against};
    if (!std::isfinite(coverage.ratio)) return Error{Errc::bad_value, "coverage: out of the range of double"};
    coverage.shortfall = std::max(0.0, 1.0 - coverage.ratio);
    return coverage;
}

Result<Coverage> coverage_without_largest(std::span<const double> supply, std::span<const double> demand,
                                          double other_demand, DemandLeft against)
{
    if (supply.empty()) return Error{Errc::no_data, "coverage: no suppliers"};
    if (demand.size() != supply.size() || !all_non_negative(supply) || !all_non_negative(demand)) {
        return Error{Errc::bad_value, "coverage: one supply >= 0 and one demand >= 0 for each supplier"};
    }
    std::vector<double> demands(demand.begin(), demand.end());
    demands.push_back(other_demand);
    const auto total = ordered_sum(std::move(demands));
    if (!total) return total.error();
    if (!(other_demand >= 0.0)) return Error{Errc::bad_value, "coverage: other demand is negative"};
    const double largest = std::ranges::max(supply);
    std::optional<Result<Coverage>> worst;
    for (std::size_t i = 0; i < supply.size(); ++i) {
        if (supply[i] != largest) continue;
        // A sum in another order may leave the part above the whole by rounding.
        const auto coverage = coverage_without({.supply = supply,
                                                .cut_off = std::span{&i, 1},
                                                .demand = *total,
                                                .demand_cut_off = std::min(demand[i], *total),
                                                .against = against});
        if (!coverage) return coverage.error();
        if (!worst || coverage->ratio < (*worst)->ratio) worst = coverage;
    }
    return *worst;
}

}  // namespace entangled::kernels
