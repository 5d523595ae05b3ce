#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {

Result<double> ordered_sum(std::vector<double> terms)
{
    // Checked before the sort: NaN has no place in a strict weak order.
    if (!std::ranges::all_of(terms, [](double term) { return std::isfinite(term); })) {
        return Error{Errc::bad_value, "sum: a term is not finite"};
    }
    std::ranges::sort(terms);
    double sum = 0.0;
    double compensation = 0.0;
    for (const double term : terms) {
        const double next = sum + term;
        compensation += std::abs(sum) >= std::abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }
    const double total = sum + compensation;
    if (!std::isfinite(total)) return Error{Errc::bad_value, "sum: a partial sum exceeds the range of double"};
    return total;
}

}  // namespace entangled::kernels
