#pragma once

#include "tests/kernels/support/input_bytes.hpp"

namespace entangled::testing {

/// One of the kernels of `uncertainty` on arbitrary arguments; throws BorderBroken if its contract does not hold.
void try_uncertainty(InputBytes& input);

}  // namespace entangled::testing
