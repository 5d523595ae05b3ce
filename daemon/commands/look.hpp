#pragma once

#include <optional>

#include "daemon/commands/commands.hpp"
#include "daemon/process/snapshot.hpp"

namespace entangled {

/// A snapshot with the two times it is looked at.
struct Look {
    Snapshot snapshot;
    Timestamp as_of;
    Timestamp now;
};

/// Reads the dates of the options and the snapshot; what is wrong goes to standard error. Empty: exit with
/// `exit_usage`.
[[nodiscard]] std::optional<Look> look_at(const LookOptions& options);

}  // namespace entangled
