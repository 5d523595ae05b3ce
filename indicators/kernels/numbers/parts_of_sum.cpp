#include "indicators/kernels/numbers/parts_of_sum.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cstddef>

namespace entangled::kernels {

Result<std::vector<double>> parts_of_sum(std::span<const double> amounts)
{
    if (!all_non_negative(amounts)) return Error{Errc::bad_value, "shares: an amount is negative or not finite"};
    const double largest = amounts.empty() ? 0.0 : std::ranges::max(amounts);
    if (largest == 0.0) return Error{Errc::no_data, "shares: no amount is positive"};
    // Divided by the largest first: the total of legal amounts may exceed the range of double.
    std::vector<double> ratios(amounts.begin(), amounts.end());
    for (double& ratio : ratios) ratio /= largest;
    const auto total = ordered_sum(ratios);
    if (!total) return total.error();
    for (double& ratio : ratios) ratio /= *total;
    return ratios;
}

Result<double> weighted_squares(std::span<const double> values, std::span<const double> weights)
{
    if (!weights.empty() && weights.size() != values.size()) {
        return Error{Errc::bad_value, "weighted_squares: as many weights as values are needed, or none"};
    }
    std::vector<double> terms(values.begin(), values.end());
    for (std::size_t i = 0; i < terms.size(); ++i) {
        terms[i] *= terms[i];
        if (!weights.empty()) terms[i] *= weights[i];
    }
    return ordered_sum(std::move(terms));
}

}  // namespace entangled::kernels
