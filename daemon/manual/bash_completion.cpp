#include "daemon/manual/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace entangled {
namespace {

/// What follows the name of the program in the path of a command, with a blank before each word.
std::string below_program(const CommandEntry& program, const CommandEntry& command)
{
    return command.path.substr(program.path.size());
}

std::string action(const OptionEntry& option)
{
    switch (option.value) {
        case ValueKind::choice: return fmt::format("_entangled_words '{}'", fmt::join(option.choices, " "));
        case ValueKind::file: return "_entangled_paths -f";
        case ValueKind::directory: return "_entangled_paths -d";
        case ValueKind::reading: return "_entangled_readings";
        case ValueKind::text: return ":";
        case ValueKind::none: break;
    }
    return {};
}

std::string paths_of(const CommandEntry& program, const CommandEntry& command)
{
    std::string out;
    for (const CommandEntry& below : command.commands) {
        out += fmt::format("{}'{}'", out.empty() ? "" : " | ", below_program(program, below));
        const std::string deeper = paths_of(program, below);
        if (!deeper.empty()) out += " | " + deeper;
    }
    return out;
}

void append_values(std::string& out, const CommandEntry& program, const CommandEntry& command)
{
    for (const OptionEntry& option : command.options) {
        if (option.positional || option.value == ValueKind::none) continue;
        out += fmt::format("        '{}:{}') {}; return ;;\n", below_program(program, command), option.name,
                           action(option));
    }
    for (const CommandEntry& below : command.commands) append_values(out, program, below);
}

/// What may stand where no value is due.
void append_words(std::string& out, const CommandEntry& program, const CommandEntry& command)
{
    std::string words;
    std::string argument;
    for (const CommandEntry& below : command.commands) words += below.name + ' ';
    for (const OptionEntry& option : command.options) {
        if (option.positional) {
            const bool is_asked = option.value == ValueKind::file || option.value == ValueKind::reading;
            if (is_asked) argument = fmt::format("[[ $current == -* ]] || {{ {}; return; }}; ", action(option));
            for (const std::string& choice : option.choices) words += choice + ' ';
        } else {
            words += option.name + (option.value == ValueKind::none ? " " : "= ");
        }
    }
    words.pop_back();
    out += fmt::format("        '{}') {}_entangled_words '{}' ;;\n", below_program(program, command), argument, words);
    for (const CommandEntry& below : command.commands) append_words(out, program, below);
}

constexpr const char* functions = R"sh(# Completion of entangled for bash, from `entangled completion bash`.

_entangled_words() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi
}

_entangled_paths() {
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
}

_entangled_readings() {
    local -a config=()
    [[ ! $COMP_LINE =~ --config\.file[=\ ]+([^\ ]+) ]] || config=("--config.file=${BASH_REMATCH[1]}")
    _entangled_words "$(entangled manual readings "${config[@]}" 2>/dev/null)"
}

_entangled() {
    # Bash makes a word of each `=`.
    local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} word command=
    if [[ $current == = ]]; then
        current=
    elif [[ $option == = ]]; then
        option=${COMP_WORDS[COMP_CWORD-2]}
    fi
    COMPREPLY=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "$command $word" in
)sh";

}  // namespace

std::string bash_completion(const CommandEntry& program)
{
    std::string out = functions;
    out += fmt::format("        {}) command+=\" $word\" ;;\n        esac\n    done\n", paths_of(program, program));
    out += "    case \"$command:$option\" in\n";
    append_values(out, program, program);
    out += "    esac\n    case \"$command\" in\n";
    append_words(out, program, program);
    out += "    esac\n}\n\ncomplete -F _entangled entangled\n";
    return out;
}

}  // namespace entangled
