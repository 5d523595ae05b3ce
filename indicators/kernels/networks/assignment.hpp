#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/networks/supply_network.hpp"
#include "indicators/kernels/networks/survival.hpp"

#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// What is illegal about a supply base and suppliers `out` of it; `unit_loss` is looked at if `priced`.
[[nodiscard]] std::optional<Error> supply_base_error(const SupplyBase& base, std::span<const std::size_t> out,
                                                     bool priced);

/// Suppliers as nodes 0, 1, ... that each make at most `periods` times their capacity, none if `out`; after them the
/// products, which need `needed`; links where qualified. Error: as for `SupplyNetwork::make`.
[[nodiscard]] Result<SupplyNetwork> assignment_network(const SupplyBase& base, std::span<const std::size_t> out,
                                                       double periods, std::span<const double> needed);

}  // namespace entangled::kernels
