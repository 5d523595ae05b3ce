#pragma once

#include <optional>
#include <vector>

#include "daemon/commands/history.hpp"
#include "daemon/process/snapshot.hpp"
#include "daemon/replay/steps.hpp"

namespace entangled {

/// The days to look at, none after `newest`, and a snapshot that holds all that was known by the last of them.
struct Past {
    Snapshot snapshot;
    std::vector<Date> days;
    Step step;
    std::size_t cut{};  ///< days left out because they are after `newest`
};

/// Reads the options and the snapshot; `now` is the default of `--to`. What is wrong goes to standard error. Empty:
/// exit with `exit_usage`.
[[nodiscard]] std::optional<Past> look_back(const SpanOptions& options, Timestamp now,
                                            Timestamp newest = Timestamp::max());

}  // namespace entangled
