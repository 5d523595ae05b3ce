#pragma once

#include "tests/kernels/support/input_bytes.hpp"

namespace entangled::testing {

/// One of the kernels of `reaction` on arbitrary arguments; throws BorderBroken if its contract does not hold.
void try_reaction(InputBytes& input);

}  // namespace entangled::testing
