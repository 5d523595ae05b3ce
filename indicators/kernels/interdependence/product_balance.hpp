#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace entangled::kernels {

/// Who depends on whom in one product by some rule; empty if the rule could not decide.
struct ProductDependence {
    std::optional<bool> first_on_second{};
    std::optional<bool> second_on_first{};
    double value{1.0};  ///< weight of the product, >= 0: trade value, or output at risk
};

/// One direction over all products.
struct DependenceCount {
    std::size_t dependent{};  ///< products that depend
    std::size_t undecided{};  ///< products without a verdict: the count lies in [dependent, dependent + undecided]
    double value{};           ///< of the dependent products
};

/// Both directions, and which side depends more.
struct ProductBalance {
    DependenceCount first_on_second;
    DependenceCount second_on_first;
    std::optional<double> count_asymmetry{};  ///< (n_first - n_second)/(sum), in [-1, 1]; empty if both are 0
    std::optional<double> value_asymmetry{};  ///< the same by value; positive if the first side depends more
};

/// Counts of dependent products in both directions, and weighted, as counts are not importance. MERICS (2024): USA on
/// China 532, EU on China 421, China on EU 120. Errors: no_data if empty, bad_value for a value negative or not finite
/// or an overflow.
[[nodiscard]] Result<ProductBalance> product_balance(std::span<const ProductDependence> products);

}  // namespace entangled::kernels
