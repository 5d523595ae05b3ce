#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indicators/core/reading.hpp"

namespace entangled::report {

/// One number for people in the unit of a kind: `0.703`, `+0.109/year`, `3.4 years`, `12.3 points`,
/// `2026-11-10 05:00Z`. A ratio that is not 0 or 1 is never printed as 0.000 or 1.000.
[[nodiscard]] std::string figure_text(std::string_view unit, double number);

/// A difference of two numbers of one unit, with its sign; of times, in days.
[[nodiscard]] std::string change_text(std::string_view unit, double change);

/// `[0.590, 0.627]` with the unit behind it.
[[nodiscard]] std::string bounds_text(std::string_view unit, const Interval& bounds);

/// What stands where a number is expected: value with bounds, bounds alone, `no end date`, or the state in words.
/// Never empty and never a number for a reading without one.
[[nodiscard]] std::string value_text(std::string_view unit, const Reading& reading);

/// `not_comparable: no two series share basis and window`, without the code where the detail begins with its words;
/// empty if the reading is ok.
[[nodiscard]] std::string reason_text(const Reading& reading);

/// Newest period; else the day it was evaluated at or its newest record is of; `-` if there is none.
[[nodiscard]] std::string period_text(const Reading& reading);

/// Whole days from `then` to `now` as `324 d`; `period not over` if it lies ahead; `-` if there is none.
[[nodiscard]] std::string age_text(const std::optional<Timestamp>& then, Timestamp now);

/// `2026-08-13 05:00Z`.
[[nodiscard]] std::string minute_text(Timestamp time);

/// The first clause of a longer reason, or its first words.
[[nodiscard]] std::string shortened(std::string_view reason);

/// `1 alert`, `2 alerts`.
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace entangled::report
