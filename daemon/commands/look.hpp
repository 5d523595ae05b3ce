#pragma once

#include <optional>
#include <string>

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

/// Midnight UTC of the day that an option names, or `otherwise` without one. Empty, and said on standard error, if it
/// is not a day.
[[nodiscard]] std::optional<Timestamp> read_day(const char* option, const std::string& text, Timestamp otherwise);

/// `load_snapshot`, with what is wrong on standard error. Empty if the configuration has errors.
[[nodiscard]] std::optional<Snapshot> sound_snapshot(const std::string& config_file, Timestamp now);

}  // namespace entangled
