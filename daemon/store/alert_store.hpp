#pragma once

#include <string>

#include "daemon/alerts/state.hpp"
#include "indicators/core/result.hpp"

namespace entangled {

/// What `save_alert_states` last stored; nothing if there is no such file. Errors: bad_value for a damaged file, naming
/// file and place; internal_error if it cannot be read, naming file and cause: it may then be whole.
[[nodiscard]] Result<AlertStates> load_alert_states(const std::string& path);

/// Replaces the file at once: at any time, also after a kill or loss of power, it holds the old states or the new ones.
/// Uses `path`.new in the same folder, which must exist. Errors: internal_error, naming file and cause. Blocks on the
/// disk.
[[nodiscard]] Result<void> save_alert_states(const std::string& path, const AlertStates& states);

/// Renames a damaged file to `path`.damaged, in place of one that was set aside before, and gives that name.
/// Errors: internal_error, naming file and cause.
[[nodiscard]] Result<std::string> quarantine(const std::string& path);

}  // namespace entangled
