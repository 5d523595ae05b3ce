#include "daemon/manual/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <string_view>

namespace entangled {
namespace {

/// Inside of single quotes, and of a description in brackets or before a colon.
std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
            continue;
        }
        if (std::string_view{"[]:\\"}.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string function_name(const CommandEntry& command)
{
    std::string name = "_" + command.path;
    std::replace(name.begin(), name.end(), ' ', '_');
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::string action(const OptionEntry& option)
{
    switch (option.value) {
        case ValueKind::choice: return fmt::format("({})", fmt::join(option.choices, " "));
        case ValueKind::file: return "_files";
        case ValueKind::directory: return "_files -/";
        case ValueKind::reading: return "_entangled_readings";
        case ValueKind::text: return " ";
        case ValueKind::none: break;
    }
    return {};
}

std::string argument(const OptionEntry& option)
{
    if (option.positional) return fmt::format("'1:{}:{}'", escaped(option.help), action(option));
    if (option.value == ValueKind::none) return fmt::format("'{}[{}]'", option.name, escaped(option.help));
    return fmt::format("'*{}=[{}]:{}:{}'", option.name, escaped(option.help), escaped(option.name.substr(2)),
                       action(option));
}

void append_function(std::string& out, const CommandEntry& command)
{
    out += fmt::format("{}() {{\n", function_name(command));
    if (command.commands.empty()) {
        out += "    _arguments -S";
        for (const OptionEntry& option : command.options) out += fmt::format(" \\\n        {}", argument(option));
        out += "\n}\n\n";
        return;
    }
    out += "    local curcontext=\"$curcontext\" state line\n    typeset -A opt_args\n    _arguments -C -S";
    for (const OptionEntry& option : command.options) out += fmt::format(" \\\n        {}", argument(option));
    out +=
        " \\\n        '1: :->command' '*:: :->arguments'\n    case $state in\n    command)\n        local -a "
        "commands=(";
    for (const CommandEntry& below : command.commands) {
        out += fmt::format("\n            '{}:{}'", escaped(below.name), escaped(below.help));
    }
    out += "\n        )\n        _describe command commands\n        ;;\n    arguments)\n        case $words[1] in\n";
    for (const CommandEntry& below : command.commands) {
        out += fmt::format("        {}) {} ;;\n", below.name, function_name(below));
    }
    out += "        esac\n        ;;\n    esac\n}\n\n";
    for (const CommandEntry& below : command.commands) append_function(out, below);
}

constexpr const char* readings = R"sh(_entangled_readings() {
    local -a readings=(${(f)"$(entangled manual readings ${(M)words:#--config.file=*} 2>/dev/null)"})
    compadd -a readings
}

)sh";

}  // namespace

std::string zsh_completion(const CommandEntry& program)
{
    std::string out = "#compdef entangled\n# Completion of entangled for zsh, from `entangled completion zsh`.\n\n";
    out += readings;
    append_function(out, program);
    // Loaded from fpath, the file is the body of the function; sourced, it has to be announced.
    out += fmt::format("if [ \"$funcstack[1]\" = {0} ]; then {0} \"$@\"; else compdef {0} entangled; fi\n",
                       function_name(program));
    return out;
}

}  // namespace entangled
