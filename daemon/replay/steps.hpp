#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/core/result.hpp"
#include "indicators/core/time.hpp"

namespace entangled {

/// The distance between two looks into the past: at least one day, or calendar months.
struct Step {
    enum class Unit : std::uint8_t { day, month };
    int count{1};
    Unit unit{Unit::month};
    friend bool operator==(const Step&, const Step&) = default;
};

/// Reads `7d`, `2w` or `1m`: days, weeks, calendar months, 1 to 9999 of them. Empty if the text is anything else.
[[nodiscard]] std::optional<Step> parse_step(std::string_view text) noexcept;

/// The days that are looked at: `from`, and every step after it up to and including `to`.
struct Span {
    Date from;
    Date to;
    Step step;
};

inline constexpr std::size_t most_steps = 100'000;

/// All days of the span, ascending. A step of months keeps the day of `from`; a month that is too short for it gives
/// its last day, and the next one the full day again. Errors: bad_value if `to` is before `from` or there are more than
/// `most_steps`.
[[nodiscard]] Result<std::vector<Date>> days_of(const Span& span);

}  // namespace entangled
