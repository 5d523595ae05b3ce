#pragma once

#include <string_view>

#include "daemon/report/text_layout.hpp"

namespace entangled {

/// Colour and width as standard output shows them; a pipe gets no colour.
[[nodiscard]] report::TextStyle terminal_style();

/// Writes to standard output: an exit code.
[[nodiscard]] int print(std::string_view text);

}  // namespace entangled
