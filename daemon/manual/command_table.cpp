#include "daemon/manual/command_table.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

namespace entangled {
namespace {

/// CLI11 keeps what an option may be only as text, such as `TEXT:{csv,jsonl}`.
std::vector<std::string> choices_in(std::string_view type)
{
    const std::size_t open = type.find('{');
    const std::size_t close = type.find('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
    return CLI::detail::split(std::string{type.substr(open + 1, close - open - 1)}, ',');
}

/// Names of options end in what they take.
ValueKind kind_of(const CLI::Option& option, std::string_view name)
{
    if (option.get_items_expected_max() == 0) return ValueKind::none;
    if (!choices_in(option.get_type_name()).empty()) return ValueKind::choice;
    if (name.ends_with("file") || name.ends_with("output") || name.ends_with("socket")) return ValueKind::file;
    if (name == "reading" || name == "--reading") return ValueKind::reading;
    if (name.ends_with("path") || name.ends_with("directory")) return ValueKind::directory;
    return ValueKind::text;
}

OptionEntry entry_of(const CLI::Option& option)
{
    OptionEntry entry;
    entry.positional = option.get_positional();
    if (entry.positional) {
        entry.name = option.get_name(true);
    } else {
        entry.name = fmt::format("--{}", option.get_lnames().front());
        if (!option.get_snames().empty()) entry.short_name = fmt::format("-{}", option.get_snames().front());
    }
    entry.help = option.get_description();
    entry.default_text = option.get_default_str();
    entry.value = kind_of(option, entry.name);
    entry.choices = choices_in(option.get_type_name());
    entry.required = option.get_required();
    return entry;
}

CommandEntry entry_of(const CLI::App& app, const std::string& above)
{
    CommandEntry entry{app.get_name(), above + app.get_name(), app.get_description(), app.get_footer(), {}, {}};
    for (const CLI::Option* option : app.get_options()) {
        const bool is_named = option->get_positional() || !option->get_lnames().empty();
        if (is_named && !option->get_group().empty()) entry.options.push_back(entry_of(*option));
    }
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (!command->get_group().empty()) entry.commands.push_back(entry_of(*command, entry.path + ' '));
    }
    std::sort(entry.commands.begin(), entry.commands.end(),
              [](const CommandEntry& a, const CommandEntry& b) { return a.name < b.name; });
    return entry;
}

}  // namespace

CommandEntry command_table(const CLI::App& app) { return entry_of(app, {}); }

}  // namespace entangled
