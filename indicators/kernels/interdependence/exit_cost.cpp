#include "indicators/kernels/interdependence/exit_cost.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace entangled::kernels {

Result<double> exit_cost(std::span<const ExitProduct> products, double gdp)
{
    if (!all_non_negative(std::array{gdp})) return Error{Errc::bad_value, "exit_cost: the GDP is illegal"};
    if (gdp == 0.0) return Error{Errc::not_identified, "exit_cost: the GDP is 0"};
    std::vector<double> terms;
    for (const ExitProduct& product : products) {
        if (!all_ratios(std::array{product.share}) || !(product.elasticity > 0.0) ||
            !all_non_negative(std::array{product.consumption_value, product.elasticity, product.spare})) {
            return Error{Errc::bad_value, "exit_cost: a number of a product is outside of its range"};
        }
        terms.push_back(product.share * (product.consumption_value / gdp) / product.elasticity / (1.0 + product.spare));
    }
    return ordered_sum(std::move(terms));
}

Result<double> dependence_asymmetry(double own, double other)
{
    if (!all_non_negative(std::array{own, other})) {
        return Error{Errc::bad_value, "dependence_asymmetry: a number is negative or not finite"};
    }
    const double larger = std::max(own, other);
    if (larger == 0.0) return Error{Errc::not_identified, "dependence_asymmetry: neither side depends"};
    // Over the larger first: the sum may exceed the range of double.
    return (own / larger - other / larger) / (own / larger + other / larger);
}

}  // namespace entangled::kernels
