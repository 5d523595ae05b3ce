#include "indicators/kernels/concentration/entropy.hpp"

#include "indicators/kernels/numbers/parts_of_sum.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {

Result<double> shannon_entropy(std::span<const double> amounts)
{
    auto terms = parts_of_sum(amounts);
    if (!terms) return terms.error();
    for (double& term : *terms) term = term > 0.0 ? -term * std::log(term) : 0.0;
    const auto sum = ordered_sum(std::move(*terms));
    if (!sum) return sum.error();
    return std::max(0.0, *sum);
}

Result<double> entropy_number(std::span<const double> amounts)
{
    const auto entropy = shannon_entropy(amounts);
    if (!entropy) return entropy.error();
    return std::exp(*entropy);
}

Result<double> theil_index(std::span<const double> amounts, std::optional<std::size_t> slots)
{
    const auto entropy = shannon_entropy(amounts);
    if (!entropy) return entropy.error();
    const auto own =
        static_cast<std::size_t>(std::ranges::count_if(amounts, [](double amount) { return amount > 0.0; }));
    const std::size_t n = slots.value_or(own);
    if (n < own) return Error{Errc::bad_value, "theil_index: more suppliers than slots"};
    return std::max(0.0, std::log(static_cast<double>(n)) - *entropy);
}

}  // namespace entangled::kernels
