#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace entangled {

/// Why a row of a feed is not used. Closed, because it is a metric label.
enum class RejectReason : std::uint8_t {
    not_utf8,
    control_character,
    unterminated_quote,
    bad_quote,
    field_too_long,
    wrong_field_count,
    truncated_row,
    missing_value,
    bad_number,
    bad_date,
    bad_period,
    bad_unit,
    unknown_word,
    unknown_measure,
    unknown_good,
    unknown_definition,
    unknown_economy,
    unknown_flag,
    out_of_range,
    bad_bounds,
    bad_interval,
    no_value,
    withheld_with_value,
    future_period,
    future_date,
    supersedes_itself,
    duplicate,
    conflicting_duplicate,
    release_mismatch,
    series_in_two_tables
};
inline constexpr std::size_t reject_reason_count = 30;

/// Stable snake_case name, as it stands in metrics and logs.
[[nodiscard]] std::string_view to_string(RejectReason reason) noexcept;

/// One row that is not used. `line` and `column` count from 1 and name the place of the fault, the column in bytes.
struct Rejection {
    RejectReason reason{};
    std::uint32_t line{};
    std::uint32_t column{};
    std::string detail;  ///< what is wrong and what to do, one line
    friend bool operator==(const Rejection&, const Rejection&) = default;
};

}  // namespace entangled
