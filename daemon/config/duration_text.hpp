#pragma once

#include <optional>
#include <string_view>

#include "indicators/core/time.hpp"

namespace entangled {

/// Reads `250ms`, `60s`, `15m`, `2h`, `30d`, `2w` or a sum with falling units such as `1h30m`. Empty if the text is
/// anything else, has a sign or a fraction, or is longer than a hundred years.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text) noexcept;

}  // namespace entangled
