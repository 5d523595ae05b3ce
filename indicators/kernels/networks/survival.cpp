#include "indicators/kernels/networks/survival.hpp"

#include "indicators/kernels/networks/assignment.hpp"
#include "indicators/kernels/networks/max_flow.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entangled::kernels {
namespace {

/// What products J lack in every period, and what they have in stock.
struct Deficit {
    double per_period{};
    double stock{};
};

/// d(J) - c(N(J)) and s(J); a difference within the rounding of its terms is 0.
Result<Deficit> deficit_of(const SupplyBase& base, const std::vector<char>& is_out, const std::vector<char>& in_set)
{
    std::vector<double> demands;
    std::vector<double> stocks;
    std::vector<double> capacities;
    for (std::size_t j = 0; j < in_set.size(); ++j) {
        if (in_set[j] == 0) continue;
        demands.push_back(base.demand[j]);
        stocks.push_back(base.stock[j]);
    }
    for (std::size_t i = 0; i < is_out.size(); ++i) {
        bool serves = false;
        for (std::size_t j = 0; j < in_set.size(); ++j) {
            const bool can = base.qualified(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) > 0.0;
            serves = serves || (in_set[j] != 0 && can);
        }
        if (serves && is_out[i] == 0) capacities.push_back(base.capacity[i]);
    }
    const auto demand = ordered_sum(std::move(demands));
    if (!demand) return demand.error();
    const auto stock = ordered_sum(std::move(stocks));
    if (!stock) return stock.error();
    const auto capacity = ordered_sum(std::move(capacities));
    if (!capacity) return Deficit{0.0, *stock};  // more than any finite demand
    const double rounding = 4.0 * std::numeric_limits<double>::epsilon() * *demand;
    const double lack = *demand - *capacity;
    return Deficit{lack > rounding ? lack : 0.0, *stock};
}

/// The smallest set of products that maximises their needs minus the capacity of all who could serve them.
Result<std::vector<char>> hardest_products(const SupplyBase& base, std::span<const std::size_t> out,
                                           const std::vector<double>& needed)
{
    std::vector<char> in_set(needed.size(), 0);
    if (std::ranges::max(needed) == 0.0) return in_set;
    const auto network = assignment_network(base, out, 1.0, needed);
    if (!network) return network.error();
    const auto supply = max_flow(*network);
    if (!supply) return supply.error();
    for (std::size_t j = 0; j < needed.size(); ++j) in_set[j] = needed[j] > 0.0 ? 1 : 0;
    for (const std::size_t node : supply->downstream.nodes) {
        if (node >= base.capacity.size()) in_set[node - base.capacity.size()] = 0;
    }
    return in_set;
}

}  // namespace

Result<std::optional<double>> time_to_survive(const SupplyBase& base, std::span<const std::size_t> out)
{
    if (auto error = supply_base_error(base, out, false)) return *std::move(error);
    std::vector<char> is_out(base.capacity.size(), 0);
    for (const std::size_t supplier : out) is_out[supplier] = 1;
    // The set that fails hardest at t fixes the next, smaller t; sets only shrink, so this ends.
    std::optional<double> periods;
    for (;;) {
        std::vector<double> needed(base.demand);
        for (std::size_t j = 0; j < needed.size() && periods; ++j) {
            needed[j] = std::max(0.0, base.demand[j] - (base.stock[j] > 0.0 ? base.stock[j] / *periods : 0.0));
        }
        const auto hardest = hardest_products(base, out, needed);
        if (!hardest) return hardest.error();
        const auto deficit = deficit_of(base, is_out, *hardest);
        if (!deficit) return deficit.error();
        if (deficit->per_period == 0.0) return periods;
        const double sooner = deficit->stock / deficit->per_period;
        if (!std::isfinite(sooner)) return Error{Errc::bad_value, "time_to_survive: exceeds the range of double"};
        if (sooner == 0.0) return std::optional{0.0};
        if (periods && !(sooner < *periods)) return periods;
        periods = sooner;
    }
}

}  // namespace entangled::kernels
