#include "daemon/manual/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <string_view>

namespace entangled {
namespace {

constexpr const char* readings =
    "(entangled manual readings (commandline -opc | string match -- '--config.file=*') 2>/dev/null)";

std::string quoted(std::string_view text)
{
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + '\'';
}

/// Holds where exactly this command was typed, and none below it yet.
std::string condition_of(const CommandEntry& program, const CommandEntry& command)
{
    if (&command == &program) return "__fish_use_subcommand";
    std::string out;
    std::string_view words = std::string_view{command.path}.substr(program.path.size() + 1);
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        out += fmt::format("{}__fish_seen_subcommand_from {}", out.empty() ? "" : "; and ", words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    std::string names;
    for (const CommandEntry& below : command.commands) names += ' ' + below.name;
    if (!names.empty()) out += "; and not __fish_seen_subcommand_from" + names;
    return out;
}

std::string value_of(const OptionEntry& option)
{
    switch (option.value) {
        case ValueKind::choice: return " -x -a " + quoted(fmt::format("{}", fmt::join(option.choices, " ")));
        case ValueKind::file: return " -r -F";
        case ValueKind::directory: return " -x -a '(__fish_complete_directories)'";
        case ValueKind::reading: return " -x -a " + quoted(readings);
        case ValueKind::text: return " -x";
        case ValueKind::none: break;
    }
    return {};
}

void append_command(std::string& out, const CommandEntry& program, const CommandEntry& command)
{
    const std::string start = fmt::format("complete -c {} -n {}", program.name, quoted(condition_of(program, command)));
    for (const CommandEntry& below : command.commands) {
        out += fmt::format("{} -a {} -d {}\n", start, quoted(below.name), quoted(below.help));
    }
    for (const OptionEntry& option : command.options) {
        if (option.positional) {
            if (option.value == ValueKind::reading) out += fmt::format("{} -a {}\n", start, quoted(readings));
            if (option.value == ValueKind::file) out += start + " -F\n";
            for (const std::string& choice : option.choices) out += fmt::format("{} -a {}\n", start, quoted(choice));
            continue;
        }
        out += fmt::format("{} -l {}{} -d {}\n", start, option.name.substr(2), value_of(option), quoted(option.help));
    }
    for (const CommandEntry& below : command.commands) append_command(out, program, below);
}

}  // namespace

std::string fish_completion(const CommandEntry& program)
{
    std::string out = fmt::format(
        "# Completion of entangled for fish, from `entangled completion fish`.\n\n"
        "complete -c {} -f\n",
        program.name);
    append_command(out, program, program);
    return out;
}

}  // namespace entangled
