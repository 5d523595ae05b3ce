#pragma once

#include "tests/kernels/support/input_bytes.hpp"

namespace entangled::testing {

/// One of the kernels of `change` on arbitrary arguments; throws BorderBroken if its contract does not hold.
void try_change(InputBytes& input);

}  // namespace entangled::testing
