#include "indicators/kernels/numbers/ranks.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <numeric>

namespace entangled::kernels {

Result<std::vector<double>> mid_ranks(std::span<const double> values)
{
    if (values.empty()) return Error{Errc::no_data, "mid_ranks: no values"};
    if (!all_finite(values)) return Error{Errc::bad_value, "mid_ranks: a value is not finite"};
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t at) { return values[at]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
        const double shared = 0.5 * static_cast<double>(first + 1 + last);
        for (std::size_t at = first; at < last; ++at) ranks[order[at]] = shared;
    }
    return ranks;
}

}  // namespace entangled::kernels
