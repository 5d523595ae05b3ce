#pragma once

#include <optional>
#include <string>

#include "daemon/config/toml_document.hpp"

namespace entangled {

/// Turns a YAML text of one document into its root table: `true` and `false` become flags, plain whole numbers
/// integers, a value that is not there becomes empty text, an empty document an empty table. Empty if the text is not
/// valid YAML, is nested too deep, grows too large by its aliases, or is not a table; the reason is then in `problems`.
/// A key that stands twice is a problem, too.
[[nodiscard]] std::optional<Node> parse_yaml(const std::string& text, std::size_t file, Problems& problems);

}  // namespace entangled
