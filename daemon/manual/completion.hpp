#pragma once

#include <string>

#include "daemon/manual/command_table.hpp"

namespace entangled {

/// A file for bash that completes the commands, their options, and the values that an option may have. Works without
/// the package bash-completion.
[[nodiscard]] std::string bash_completion(const CommandEntry& program);

/// The same for zsh, with the help of each: a file `_entangled` for a folder of `fpath`.
[[nodiscard]] std::string zsh_completion(const CommandEntry& program);

/// The same for fish, with the help of each.
[[nodiscard]] std::string fish_completion(const CommandEntry& program);

}  // namespace entangled
