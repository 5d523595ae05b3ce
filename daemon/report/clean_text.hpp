#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entangled::report {

/// The text with every byte that is not valid UTF-8 replaced by U+FFFD; valid text comes back unchanged.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// Valid UTF-8 that stays on one line and commands no terminal: control characters become spaces, marks that reverse
/// the reading direction U+FFFD.
[[nodiscard]] std::string one_line(std::string_view text);

/// `one_line` with & < > " ' as character references: safe as text and inside quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);

/// `valid_utf8` as a JSON string with its quotes.
[[nodiscard]] std::string json_string(std::string_view text);

/// `valid_utf8` as an RFC 4180 field: quoted only if it holds a comma, a quote or a line break.
[[nodiscard]] std::string csv_field(std::string_view text);

/// `one_line` that may stand in a cell of a markdown table.
[[nodiscard]] std::string escape_markdown(std::string_view text);

/// Code points in the text: its width on a terminal, combining and wide characters aside.
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;

}  // namespace entangled::report
