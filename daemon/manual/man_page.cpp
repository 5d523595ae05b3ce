#include "daemon/manual/man_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace entangled {
namespace {

std::string value_text(const OptionEntry& option)
{
    switch (option.value) {
        case ValueKind::none: return {};
        case ValueKind::choice:
            return fmt::format("={}", scdoc_text(fmt::format("{}", fmt::join(option.choices, "|"))));
        case ValueKind::file: return "=_FILE_";
        case ValueKind::directory: return "=_FOLDER_";
        case ValueKind::reading: return "=_READING_";
        case ValueKind::text: break;
    }
    // The help of an option says how its value is written.
    for (const std::string_view form : {"YYYY-MM-DD", "NAME=VALUE"}) {
        if (option.help.find(form) != std::string::npos) return fmt::format("=_{}_", form);
    }
    return "=_VALUE_";
}

void append_option(std::string& out, const OptionEntry& option)
{
    if (option.positional) {
        out += fmt::format("_{}_\n", scdoc_text(option.name));
    } else {
        const std::string also = option.short_name.empty() ? "" : fmt::format("*{}*, ", option.short_name);
        out += fmt::format("{}*{}*{}\n", also, scdoc_text(option.name), value_text(option));
    }
    out += fmt::format("\t{}{}.", scdoc_text(option.help), option.required ? "; required" : "");
    if (!option.default_text.empty()) out += fmt::format(" Default: {}.", scdoc_text(option.default_text));
    out += "\n\n";
}

std::string synopsis(const CommandEntry& command)
{
    std::string out = fmt::format("*{}*", scdoc_text(command.path));
    for (const OptionEntry& option : command.options) {
        if (option.positional) out += fmt::format(" _{}_", scdoc_text(option.name));
    }
    out += command.commands.empty() ? " [_options_]" : " _command_";
    return out;
}

/// Lines as they stand: examples and their columns.
void append_literal(std::string& out, std::string_view text)
{
    while (text.ends_with('\n')) text.remove_suffix(1);
    out += fmt::format("```\n{}\n```\n\n", text);
}

/// The help of a command as a sentence.
std::string sentence(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return scdoc_text(text) + '.';
}

void append_command(std::string& out, const CommandEntry& command)
{
    out += fmt::format("## {}\n\n{}\n\n{}\n\n", scdoc_text(command.path), synopsis(command), sentence(command.help));
    for (const OptionEntry& option : command.options) {
        if (option.name != "--help") append_option(out, option);
    }
    if (!command.footer.empty()) append_literal(out, command.footer);
    for (const CommandEntry& below : command.commands) append_command(out, below);
}

}  // namespace

std::string scdoc_text(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (std::string_view{"\\*_#`"}.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string manual_of_commands(const CommandEntry& program)
{
    std::string out = "# OPTIONS\n\n";
    for (const OptionEntry& option : program.options) append_option(out, option);
    out += "# COMMANDS\n\nEvery command takes *--help*.\n\n";
    for (const CommandEntry& command : program.commands) append_command(out, command);
    return out;
}

}  // namespace entangled
