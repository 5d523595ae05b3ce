#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace entangled {

/// A point in time, UTC, to the millisecond.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
/// A signed length of time.
using Duration = std::chrono::milliseconds;
/// A calendar day, UTC.
using Date = std::chrono::sys_days;

/// Reads `YYYY-MM-DD`; nothing else. Empty if the text is not a day of the calendar.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text) noexcept;

/// `YYYY-MM-DD`.
[[nodiscard]] std::string format_date(Date date);
/// The UTC day of `time` as `YYYY-MM-DD`.
[[nodiscard]] std::string format_date(Timestamp time);
/// `YYYY-MM-DDThh:mm:ssZ`.
[[nodiscard]] std::string format_time(Timestamp time);

/// Seconds since 1970-01-01T00:00:00Z.
[[nodiscard]] double unix_seconds(Timestamp time) noexcept;
/// `time - earlier` in days; negative if `time` is before `earlier`.
[[nodiscard]] double days_between(Timestamp earlier, Timestamp time) noexcept;

}  // namespace entangled
