#include "indicators/kernels/interdependence/product_balance.hpp"

#include "indicators/kernels/interdependence/exit_cost.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <array>
#include <vector>

namespace entangled::kernels {
namespace {

using Direction = std::optional<bool> ProductDependence::*;

Result<DependenceCount> counted(std::span<const ProductDependence> products, Direction direction)
{
    DependenceCount count;
    std::vector<double> values;
    for (const ProductDependence& product : products) {
        const auto& verdict = product.*direction;
        if (!verdict) ++count.undecided;
        if (!verdict || !*verdict) continue;
        ++count.dependent;
        values.push_back(product.value);
    }
    const auto value = ordered_sum(std::move(values));
    if (!value) return value.error();
    count.value = *value;
    return count;
}

std::optional<double> asymmetry(double first, double second)
{
    const auto found = dependence_asymmetry(first, second);
    if (!found) return std::nullopt;
    return *found;
}

}  // namespace

Result<ProductBalance> product_balance(std::span<const ProductDependence> products)
{
    if (products.empty()) return Error{Errc::no_data, "product_balance: no products"};
    for (const ProductDependence& product : products) {
        if (!all_non_negative(std::array{product.value})) {
            return Error{Errc::bad_value, "product_balance: a value is negative or not finite"};
        }
    }
    const auto first = counted(products, &ProductDependence::first_on_second);
    if (!first) return first.error();
    const auto second = counted(products, &ProductDependence::second_on_first);
    if (!second) return second.error();
    return ProductBalance{*first, *second,
                          asymmetry(static_cast<double>(first->dependent), static_cast<double>(second->dependent)),
                          asymmetry(first->value, second->value)};
}

}  // namespace entangled::kernels
