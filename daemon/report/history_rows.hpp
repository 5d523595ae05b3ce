#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "daemon/engine/cycle.hpp"

namespace entangled::report {

/// RFC 4180 CSV with a header, or one JSON object a line. Both have the same columns.
enum class HistoryFormat : std::uint8_t { csv, jsonl };

/// What stands before the first row: the header of CSV, nothing for JSON lines.
[[nodiscard]] std::string history_header(HistoryFormat format);

/// One row for each reading of the cycle, in the order of the plan, then one for each alert that changed. What is not
/// known is an empty field or null. `age_days` are whole days from `newest` to `time`, negative if the newest period is
/// not over then; of an alert `state` is the new phase, `before` the old one and `value` what was judged.
[[nodiscard]] std::string history_rows(const Cycle& cycle, std::span<const AlertEvent> changes, HistoryFormat format);

}  // namespace entangled::report
