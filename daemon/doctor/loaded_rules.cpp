#include "daemon/doctor/loaded_rules.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <chrono>

#include "daemon/doctor/expression.hpp"
#include "daemon/doctor/json_answer.hpp"

namespace entangled::doctor {
namespace {

namespace json = boost::json;

constexpr std::string_view decided_by_installer = "runbook_url";

// Several alerts have one name: the alert of the configuration, or the audience, tells them apart.
std::string full_name(std::string_view name, const std::map<std::string, std::string>& labels)
{
    for (const auto* label : {"alert", "audience"}) {
        if (const auto found = labels.find(label); found != labels.end()) {
            // A template stands for any.
            return found->second.starts_with('{') ? fmt::format("{} (any other)", name)
                                                  : fmt::format("{} ({})", name, found->second);
        }
    }
    return std::string{name};
}

std::map<std::string, std::string> map_at(const json::value& rule, std::string_view key)
{
    std::map<std::string, std::string> map;
    boost::system::error_code error;
    const json::value* found = rule.find_pointer(key, error);
    if (found == nullptr || !found->is_object()) return map;
    for (const auto& entry : found->get_object()) {
        if (entry.value().is_string()) {
            map.emplace(std::string_view{entry.key()}, std::string_view{entry.value().get_string()});
        }
    }
    return map;
}

LoadedRule read(const json::value& group, const json::value& rule)
{
    LoadedRule loaded{text_at(rule, "/type") == "alerting",
                      {},
                      text_at(group, "/file"),
                      text_at(rule, "/health"),
                      text_at(rule, "/lastError"),
                      {canonical(text_at(rule, "/query")), 0, map_at(rule, "/labels"), map_at(rule, "/annotations")}};
    boost::system::error_code error;
    if (const json::value* wait = rule.find_pointer("/duration", error); wait != nullptr) {
        loaded.rule.wait_seconds = number_of(*wait).value_or(0);
    }
    loaded.rule.annotations.erase(std::string{decided_by_installer});
    loaded.name = full_name(text_at(rule, "/name"), loaded.rule.labels);
    return loaded;
}

ComparedRule wanted_form(const rules::PrometheusRule& rule)
{
    using seconds = std::chrono::duration<double>;
    ComparedRule form{canonical(rule.expression), seconds{rule.wait_for}.count(), {}, {}};
    form.labels.insert(rule.labels.begin(), rule.labels.end());
    form.annotations.insert(rule.annotations.begin(), rule.annotations.end());
    form.annotations.erase(std::string{decided_by_installer});
    return form;
}

bool is_ours(std::string_view name)
{
    constexpr std::string_view alert = "Entangled";
    return name.starts_with("entangled:") || (name.starts_with(alert) && name.size() > alert.size() &&
                                              name[alert.size()] >= 'A' && name[alert.size()] <= 'Z');
}

}  // namespace

std::vector<LoadedRule> loaded_rules(const json::value& data)
{
    std::vector<LoadedRule> loaded;
    for (const json::value& group : array_at(data, "/groups")) {
        for (const json::value& rule : array_at(group, "/rules")) {
            if (is_ours(text_at(rule, "/name"))) loaded.push_back(read(group, rule));
        }
    }
    return loaded;
}

RuleDifferences differences(std::span<const LoadedRule> loaded, std::span<const rules::PrometheusRule> wanted)
{
    RuleDifferences found;
    std::map<std::string, const LoadedRule*> by_name;
    for (const LoadedRule& rule : loaded) {
        if (!by_name.emplace(rule.name, &rule).second) found.twice.push_back(rule.name);
    }
    for (const auto& rule : wanted) {
        const ComparedRule form = wanted_form(rule);
        const std::string name = full_name(rule.name, form.labels);
        const auto there = by_name.find(name);
        const bool is_missing = there == by_name.end();
        if (is_missing) {
            found.missing.push_back(name);
        } else if (there->second->rule != form) {
            found.other.push_back(name);
        }
        if (!rule.is_alert && (is_missing || there->second->rule != form)) ++found.records;
        if (!is_missing) by_name.erase(there);
    }
    for (const auto& left : by_name) found.unknown.push_back(left.first);
    return found;
}

}  // namespace entangled::doctor
