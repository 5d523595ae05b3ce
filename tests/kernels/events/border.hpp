#pragma once

#include "tests/kernels/support/input_bytes.hpp"

namespace entangled::testing {

/// One of the kernels of `events` on arbitrary arguments; throws BorderBroken if its contract does not hold.
void try_events(InputBytes& input);

}  // namespace entangled::testing
