#pragma once

namespace entangled {

/// Lowers the priority of the calling thread, so that threads which answer come first where there are fewer processors
/// than work. What the system refuses, for example under a filter of system calls, is left as it is.
void give_way() noexcept;

}  // namespace entangled
