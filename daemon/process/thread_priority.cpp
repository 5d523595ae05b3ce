#include "daemon/process/thread_priority.hpp"

#include <sys/resource.h>

namespace entangled {

// A thread that computes without a pause is otherwise left on its processor for some milliseconds before a thread that
// woke up to answer gets it. The lowest priority would starve it on a busy machine; this is a tenth of the usual share.
void give_way() noexcept
{
    constexpr int steps = 10;
    constexpr id_t this_thread = 0;
    static_cast<void>(setpriority(PRIO_PROCESS, this_thread, getpriority(PRIO_PROCESS, this_thread) + steps));
}

}  // namespace entangled
