#include "tests/kernels/numbers/border.hpp"

#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/pair_counts.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/numbers/ranks.hpp"
#include "indicators/kernels/numbers/sum.hpp"
#include "indicators/kernels/numbers/tails.hpp"

namespace entangled::testing {
namespace {

void try_pairs(const std::vector<double>& values)
{
    const auto counts = kernels::count_pairs(values);
    if (!counts) return;
    const auto n = static_cast<std::int64_t>(values.size());
    require(counts->rising >= 0 && counts->falling >= 0 && counts->tied >= 0, "count_pairs: below 0");
    require(counts->rising + counts->falling + counts->tied == n * (n - 1) / 2, "count_pairs: not all pairs");
}

}  // namespace

void try_numbers(InputBytes& input)
{
    using namespace entangled::kernels;
    switch (input.below(9)) {
        case 0: return require_finite(ordered_sum(input.numbers(40)), "ordered_sum");
        case 1: return require_finite(quantile(input.numbers(40), input.ratio()), "quantile");
        case 2: return require_finite(mid_ranks(input.numbers(40)), "mid_ranks");
        case 3: return require_finite(normal_quantile(input.ratio()), "normal_quantile");
        case 4: return require_finite(chi_squared_tail(input.number(), input.number()), "chi_squared_tail");
        case 5: return require_finite(f_tail(input.number(), input.number(), input.number()), "f_tail");
        case 6: return require_finite(student_two_sided(input.number(), input.number()), "student_two_sided");
        case 7: return try_pairs(input.numbers(40));
        default: return require_finite(uniform_in({input.number(), input.number()}, 1, 2), "uniform_in");
    }
}

}  // namespace entangled::testing
