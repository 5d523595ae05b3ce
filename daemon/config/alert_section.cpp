#include "daemon/config/alert_section.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <map>

namespace entangled {
namespace {

constexpr std::array<AlertCondition, 6> conditions{AlertCondition::value,      AlertCondition::days_until,
                                                   AlertCondition::answer,     AlertCondition::reading_lost,
                                                   AlertCondition::feed_state, AlertCondition::feed_revision};
constexpr std::array<std::string_view, 3> severities{"info", "warning", "critical"};
constexpr std::array<std::string_view, 2> audiences{"operator", "analyst"};
constexpr std::array<std::string_view, 9> condition_keys{"readings", "feeds",      "states",  "side",     "enter",
                                                         "exit",     "enter_open", "extreme", "threshold"};

std::optional<AlertCondition> read_condition(TableReader& reader)
{
    std::vector<std::string_view> names;
    for (const auto condition : conditions) names.push_back(to_string(condition));
    reader.require("on", fmt::format("it is one of {}", fmt::join(names, ", ")));
    const auto text = reader.choice("on", names);
    return text ? parse_alert_condition(*text) : std::nullopt;
}

void read_labels(TableReader& reader, AlertRule& rule)
{
    rule.severity = reader.choice("severity", severities).value_or("warning");
    rule.audience = reader.choice("audience", audiences).value_or("analyst");
    reader.require("summary", "one sentence that says what it means when the alert fires");
    rule.summary = reader.name("summary").value_or("");
}

void read_persistence(TableReader& reader, AlertRule& rule)
{
    if (const auto releases = reader.count("persist_releases"))
        rule.persist_releases = static_cast<std::uint32_t>(*releases);
    rule.persist_for = reader.duration("persist_for").value_or(Duration{0});
    rule.keep_firing_for = reader.duration("keep_firing_for").value_or(Duration{0});
    rule.quiet_after_clear = reader.duration("quiet_after_clear").value_or(Duration{0});
    rule.crossings_only = reader.flag("crossings_only").value_or(false);
}

AlertRule read_alert(const Node& table, const AlertTargets& targets, Problems& problems)
{
    const Member* name = table.find("name");
    const bool named = name && name->value.kind == Node::Kind::text;
    TableReader reader(table, named ? "alert " + in_quotes(name->value.text) : "[[alert]]", problems);
    AlertRule rule;
    reader.require("name");
    rule.name = reader.identifier("name").value_or(named ? name->value.text : "");
    read_labels(reader, rule);
    read_persistence(reader, rule);
    if (const auto condition = read_condition(reader)) {
        rule.condition = *condition;
        read_alert_instances(reader, targets, rule);
        read_alert_threshold(reader, rule);
    }
    // With an unknown condition the other keys cannot be judged, but they are known.
    for (const auto key : condition_keys) static_cast<void>(reader.node(key));
    reader.finish();
    return rule;
}

}  // namespace

std::vector<AlertRule> read_alerts(TableReader& root, const AlertTargets& targets)
{
    std::vector<AlertRule> rules;
    std::map<std::string, Place> places;
    for (const Node* table : root.tables("alert")) {
        auto rule = read_alert(*table, targets, root.problems());
        if (rule.name.empty()) continue;
        const Place at = table->find("name")->value.at;
        const auto [first, is_new] = places.emplace(rule.name, at);
        if (is_new) {
            rules.push_back(std::move(rule));
        } else {
            root.error(at, fmt::format("alert {}: the name is taken by the alert at {}", in_quotes(rule.name),
                                       root.problems().at(first->second)));
        }
    }
    return rules;
}

void refuse_keys(TableReader& reader, AlertCondition condition, std::initializer_list<std::string_view> keys)
{
    for (const auto key : keys) {
        if (!reader.has(key)) continue;
        reader.error(key, fmt::format("'{}' means nothing with on = \"{}\"; remove it", key, to_string(condition)));
    }
}

}  // namespace entangled
