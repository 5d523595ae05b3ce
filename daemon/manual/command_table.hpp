#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace entangled {

/// What the value of an option is, as far as a shell can help with it; `reading` is the id of a configured one.
enum class ValueKind : std::uint8_t { none, text, file, directory, reading, choice };

/// One option, or with `positional` one argument, of a command.
struct OptionEntry {
    std::string name;          ///< with its dashes; of an argument the bare name
    std::string short_name;    ///< `-h`, or empty
    std::string help;          ///< one sentence without a full stop
    std::string default_text;  ///< empty for none
    ValueKind value{ValueKind::none};
    std::vector<std::string> choices;  ///< of ValueKind::choice, in the order of the program
    bool positional{false};
    bool required{false};
};

/// One command with the commands below it. `path` is how it is typed, from the name of the program on.
struct CommandEntry {
    std::string name;
    std::string path;
    std::string help;
    std::string footer;  ///< details and examples, or empty
    std::vector<OptionEntry> options;
    std::vector<CommandEntry> commands;
};

/// The command line as the program itself reads it, commands by name. Commands and options of an empty group are not
/// for users and left out.
[[nodiscard]] CommandEntry command_table(const CLI::App& app);

}  // namespace entangled
