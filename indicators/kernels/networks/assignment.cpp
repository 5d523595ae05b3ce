#include "indicators/kernels/networks/assignment.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <limits>

namespace entangled::kernels {

std::optional<Error> supply_base_error(const SupplyBase& base, std::span<const std::size_t> out, bool priced)
{
    if (base.capacity.empty() || base.demand.empty()) {
        return Error{Errc::no_data, "supply base: no suppliers or no products"};
    }
    if (base.stock.size() != base.demand.size() || (priced && base.unit_loss.size() != base.demand.size())) {
        return Error{Errc::bad_value, "supply base: one stock and one unit loss for each product"};
    }
    if (base.qualified.rows() != static_cast<Eigen::Index>(base.capacity.size()) ||
        base.qualified.cols() != static_cast<Eigen::Index>(base.demand.size())) {
        return Error{Errc::bad_value, "supply base: one row of qualifications a supplier, one column a product"};
    }
    const bool legal = all_non_negative(base.capacity) && all_non_negative(base.demand) &&
                       all_non_negative(base.stock) && all_non_negative(base.unit_loss) && base.qualified.allFinite() &&
                       (base.qualified.array() >= 0.0).all();
    if (!legal) return Error{Errc::bad_value, "supply base: a number is negative or not finite"};
    if (std::ranges::any_of(out, [&](std::size_t supplier) { return supplier >= base.capacity.size(); })) {
        return Error{Errc::bad_value, "supply base: who is out is no supplier"};
    }
    return std::nullopt;
}

Result<SupplyNetwork> assignment_network(const SupplyBase& base, std::span<const std::size_t> out, double periods,
                                         std::span<const double> needed)
{
    std::vector<SupplyNode> nodes;
    for (const double capacity : base.capacity) nodes.push_back({0, 0, capacity * periods});
    for (const std::size_t supplier : out) nodes[supplier].capacity = 0.0;
    for (const double amount : needed) nodes.push_back({1, 0, amount});
    std::vector<SupplyLink> links;
    for (std::size_t i = 0; i < base.capacity.size(); ++i) {
        for (std::size_t j = 0; j < base.demand.size(); ++j) {
            const bool can = base.qualified(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) > 0.0;
            if (can) links.push_back({i, base.capacity.size() + j, std::numeric_limits<double>::max()});
        }
    }
    return SupplyNetwork::make(std::move(nodes), std::move(links));
}

}  // namespace entangled::kernels
