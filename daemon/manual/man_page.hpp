#pragma once

#include <string>
#include <string_view>

#include "daemon/manual/command_table.hpp"

namespace entangled {

/// A text as scdoc reads it: what would be its markup is escaped.
[[nodiscard]] std::string scdoc_text(std::string_view text);

/// The commands of the program with all their options, as sections of a manual page in scdoc.
[[nodiscard]] std::string manual_of_commands(const CommandEntry& program);

}  // namespace entangled
