#pragma once

#include <cstdint>
#include <string_view>

#include "indicators/core/time.hpp"

namespace entangled {

/// The first time after `now` at which `job` is due. Jobs run on a fixed grid of `interval` since 1970, each shifted by
/// a part of [0, jitter] that its name decides: the same on every machine and after every restart, and not all jobs at
/// once. An interval below 1 ms counts as 1 ms, a negative jitter as none.
[[nodiscard]] Timestamp next_due(Duration interval, Duration jitter, std::string_view job, Timestamp now);

/// How many due times in (last, now] are past making up: all but the one that a run at `now` stands for.
[[nodiscard]] std::int64_t missed_runs(Duration interval, Duration jitter, std::string_view job, Timestamp last,
                                       Timestamp now);

}  // namespace entangled
