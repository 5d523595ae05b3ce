#include <fmt/format.h>

#include "daemon/rules/rule_set.hpp"

namespace entangled::rules {
namespace {

std::string duration_text(Duration duration)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    return seconds % 60 == 0 ? fmt::format("{}m", seconds / 60) : fmt::format("{}s", seconds);
}

// Any text on one line without control characters.
std::string scalar(std::string_view text)
{
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += '\'';
        out += c;
    }
    return out + '\'';
}

std::string block(std::string_view text)
{
    std::string out = "|-";
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out += fmt::format("\n          {}", text.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

void add_map(std::string& out, std::string_view key, const std::vector<std::pair<std::string, std::string>>& entries)
{
    if (entries.empty()) return;
    out += fmt::format("        {}:\n", key);
    for (const auto& [name, text] : entries) out += fmt::format("          {}: {}\n", name, scalar(text));
}

}  // namespace

std::string rule_file(std::span<const PrometheusRule> rules)
{
    std::string out =
        "# Written by `entangled rules prometheus`: write it again when the alerts of the configuration change.\n"
        "groups:\n"
        "  - name: entangled\n"
        "    rules:\n";
    for (const auto& rule : rules) {
        out += fmt::format("      - {}: {}\n", rule.is_alert ? "alert" : "record", rule.name);
        out += fmt::format("        expr: {}\n", block(rule.expression));
        if (rule.wait_for > Duration{}) out += fmt::format("        for: {}\n", duration_text(rule.wait_for));
        if (rule.keep_firing_for > Duration{}) {
            out += fmt::format("        keep_firing_for: {}\n", duration_text(rule.keep_firing_for));
        }
        add_map(out, "labels", rule.labels);
        add_map(out, "annotations", rule.annotations);
    }
    return out;
}

}  // namespace entangled::rules
