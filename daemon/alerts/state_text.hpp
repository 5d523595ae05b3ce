#pragma once

#include <string>
#include <string_view>

#include "daemon/alerts/state.hpp"
#include "indicators/core/result.hpp"

namespace entangled {

/// JSON with a version, one instance a line, ordered by key; the same states give the same bytes. Without line end, so
/// that every shorter text is incomplete.
[[nodiscard]] std::string to_json(const AlertStates& states);

/// Reads what `to_json` writes, exactly. Errors: bad_value, naming `name` and either line and column, or the member
/// that is missing or wrong. Never throws for bad input.
[[nodiscard]] Result<AlertStates> from_json(std::string_view text, std::string_view name);

}  // namespace entangled
