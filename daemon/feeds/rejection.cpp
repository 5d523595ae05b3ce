#include "daemon/feeds/rejection.hpp"

#include <array>

namespace entangled {
namespace {

constexpr std::array<std::string_view, reject_reason_count> names{
    "not_utf8",           "control_character", "unterminated_quote",    "bad_quote",        "field_too_long",
    "wrong_field_count",  "truncated_row",     "missing_value",         "bad_number",       "bad_date",
    "bad_period",         "bad_unit",          "unknown_word",          "unknown_measure",  "unknown_good",
    "unknown_definition", "unknown_economy",   "unknown_flag",          "out_of_range",     "bad_bounds",
    "bad_interval",       "no_value",          "withheld_with_value",   "future_period",    "future_date",
    "supersedes_itself",  "duplicate",         "conflicting_duplicate", "release_mismatch", "series_in_two_tables"};
static_assert(static_cast<std::size_t>(RejectReason::series_in_two_tables) + 1 == reject_reason_count);

}  // namespace

std::string_view to_string(RejectReason reason) noexcept { return names[static_cast<std::size_t>(reason)]; }

}  // namespace entangled
