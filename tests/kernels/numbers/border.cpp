#include "tests/kernels/numbers/border.hpp"

#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/numbers/ranks.hpp"
#include "indicators/kernels/numbers/sum.hpp"
#include "indicators/kernels/numbers/tails.hpp"

namespace entangled::testing {

void try_numbers(InputBytes& input)
{
    using namespace entangled::kernels;
    switch (input.below(8)) {
        case 0: return require_finite(ordered_sum(input.numbers(40)), "ordered_sum");
        case 1: return require_finite(quantile(input.numbers(40), input.ratio()), "quantile");
        case 2: return require_finite(mid_ranks(input.numbers(40)), "mid_ranks");
        case 3: return require_finite(normal_quantile(input.ratio()), "normal_quantile");
        case 4: return require_finite(chi_squared_tail(input.number(), input.number()), "chi_squared_tail");
        case 5: return require_finite(f_tail(input.number(), input.number(), input.number()), "f_tail");
        case 6: return require_finite(student_two_sided(input.number(), input.number()), "student_two_sided");
        default: return require_finite(uniform_in({input.number(), input.number()}, 1, 2), "uniform_in");
    }
}

}  // namespace entangled::testing
