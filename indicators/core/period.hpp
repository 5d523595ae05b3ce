#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "indicators/core/time.hpp"

namespace entangled {

/// Kinds of period that are never mixed: a fiscal quarter is not a quarter, a year-to-date range not a year.
enum class PeriodKind { year, quarter, fiscal_quarter, month, average, range };

/// What an observation is about: the days [start, end).
struct Period {
    Date start{};
    Date end{};
    PeriodKind kind{PeriodKind::year};
    friend auto operator<=>(const Period&, const Period&) = default;
};

/// Reads `2024`, `2024-Q3`, `2025-FQ1`, `2024-07`, `2021-2024` (an average of years) or `2024-01/2024-10` (a range of
/// months). Fiscal quarters are placed by calendar quarter of the fiscal year. Empty if the text is none of these.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// The text that `parse_period` reads.
[[nodiscard]] std::string format_period(const Period& period);

/// Middle of the period in years, for slopes; for example 2024.5 for the year 2024.
[[nodiscard]] double middle_in_years(const Period& period) noexcept;

/// First calendar year of the period.
[[nodiscard]] int year_of(const Period& period) noexcept;

}  // namespace entangled
