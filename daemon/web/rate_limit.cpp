#include "daemon/web/rate_limit.hpp"

#include <algorithm>

namespace entangled::web {

bool TokenBucket::take(Time now) noexcept
{
    const Time full = std::max(full_at_, now) + limit_.interval;
    if (full - now > limit_.burst * limit_.interval) return false;
    full_at_ = full;
    return true;
}

}  // namespace entangled::web
