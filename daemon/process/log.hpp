#pragma once

#include <span>
#include <string>

#include "daemon/feeds/feed_update.hpp"

namespace entangled {

/// Sends the log to standard error, synchronously, as `time level message key=value` or as one JSON object a line.
/// Level is one of trace, debug, info, warn, error; format is text or json.
void start_log(const std::string& level, const std::string& format);

/// Writes the lines in order.
void write_log(std::span<const LogLine> lines);

}  // namespace entangled
