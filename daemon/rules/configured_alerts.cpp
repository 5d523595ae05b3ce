#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "daemon/rules/alert.hpp"
#include "daemon/rules/annotation.hpp"
#include "daemon/rules/recorded.hpp"

namespace entangled::rules {
namespace {

constexpr std::string_view without_outcome = "unresolved";
constexpr std::array<std::string_view, 2> audiences{"analyst", "operator"};
constexpr auto held_before_told = std::chrono::minutes{15};

// Whether all it watches are policies: kinds that name the policy among their labels.
bool is_about_policies(const Plan& plan, const AlertRule& alert)
{
    return !alert.readings.empty() &&
           std::all_of(alert.readings.begin(), alert.readings.end(), [&](const std::string& id) {
               const PlannedReading* reading = plan.find(id);
               if (reading == nullptr) return false;
               const auto& labels = reading->kind->labels;
               return std::find(labels.begin(), labels.end(), "policy") != labels.end();
           });
}

std::string_view name_of(const Plan& plan, const AlertRule& alert)
{
    if (alert.condition == AlertCondition::reading_lost) return "ReadingLost";
    if (alert.condition == AlertCondition::feed_state) return "FeedUnhealthy";
    if (!is_about_policies(plan, alert)) return "AlertFiring";
    if (alert.condition == AlertCondition::days_until) return "PolicyEndsSoon";
    const bool unresolved = alert.states.size() == 1 && alert.states.front() == without_outcome;
    return alert.condition == AlertCondition::answer && unresolved ? "PolicyUnresolved" : "AlertFiring";
}

// Of the threshold, if every reading has the same. A ratio needs no word.
std::string unit_of(const Plan& plan, const AlertRule& alert)
{
    if (alert.condition == AlertCondition::days_until) return " days";
    std::set<std::string_view> units;
    for (const auto& id : alert.readings) {
        if (const PlannedReading* reading = plan.find(id)) units.insert(reading->kind->unit);
    }
    if (units.size() != 1 || units.begin()->empty() || *units.begin() == "ratio") return {};
    std::string unit{*units.begin()};
    std::replace(unit.begin(), unit.end(), '_', ' ');
    return ' ' + unit;
}

std::string newest_figure()
{
    return time_since({"reading_newest_observation_timestamp_seconds", {{"reading", "reading"}}});
}

std::string edge(std::string_view name)
{
    return value_of({"alert_threshold", {{"alert", "alert"}}, {{"edge", name}}});
}

std::string against_threshold(const std::string& unit)
{
    return fmt::format("{}{}; fires at {}, clears at {}",
                       value_of({"alert_value", {{"alert", "alert"}, {"reading", "reading"}}}), unit, edge("enter"),
                       edge("exit"));
}

std::string description_of(const Plan& plan, const AlertRule& alert)
{
    const std::string subject = label("reading");
    switch (alert.condition) {
        case AlertCondition::value:
        case AlertCondition::days_until:
            return fmt::format("{}: {}; the newest input is {} old.", subject, against_threshold(unit_of(plan, alert)),
                               newest_figure());
        case AlertCondition::answer:
            return fmt::format("{} is {}; the newest input is {} old.", subject, fmt::join(alert.states, " or "),
                               newest_figure());
        case AlertCondition::reading_lost:
            return fmt::format("{} has no value, for the reason {}; the newest input was {} old when last seen.",
                               subject, state_of({"reading_unknown_reason", {{"reading", "reading"}}}, "reason"),
                               newest_figure());
        case AlertCondition::feed_state:
            return fmt::format("Feed {} is {}; last read successfully {} ago.", subject,
                               state_of({"feed_state", {{"feed", "reading"}}}, "state"),
                               time_since({"feed_retrieved_timestamp_seconds", {{"feed", "reading"}}}));
        case AlertCondition::feed_revision:
            return fmt::format("Feed {} restated a figure by a ratio of {}; last read successfully {} ago.", subject,
                               against_threshold({}),
                               time_since({"feed_retrieved_timestamp_seconds", {{"feed", "reading"}}}));
    }
    return subject;
}

PrometheusRule firing(const Plan& plan, const AlertRule& configured, const Selector& select, const RuleOptions& options)
{
    PrometheusRule rule =
        alert(name_of(plan, configured), fmt::format("{} == 1", select.of(alert_on, {{"alert", "=", configured.name}})),
              {configured.severity, configured.audience}, {plain(configured.summary), description_of(plan, configured)},
              options);
    // The series has it, too; here it tells rules of one name apart.
    rule.labels.emplace_back("alert", configured.name);
    rule.keep_firing_for = options.keep_firing_for;
    return rule;
}

// The daemon may have been given alerts since the rules were written: none goes unheard.
PrometheusRule any_other(const Plan& plan, const Selector& select, const RuleOptions& options)
{
    std::vector<std::string> names;
    for (const auto& one : plan.alerts) names.push_back(one.name);
    const std::string others =
        names.empty() ? select.of(alert_on) : select.of(alert_on, {{"alert", "!~", any_of(names)}});
    const std::string severity = label("severity");
    const std::string audience = label("audience");
    PrometheusRule rule = alert("AlertFiring", fmt::format("{} == 1", others), {severity, audience},
                                {"An alert is firing that these rules do not know: write them again.",
                                 fmt::format("{} on {}: {}; the newest input is {} old.", label("alert"),
                                             label("reading"), against_threshold({}), newest_figure())},
                                options);
    rule.keep_firing_for = options.keep_firing_for;
    return rule;
}

PrometheusRule held(std::string_view audience, const Selector& select, const RuleOptions& options)
{
    PrometheusRule rule =
        alert("AlertHeld", fmt::format("{} == 1", select.of(alert_held, {{"audience", "=", std::string{audience}}})),
              {"warning", audience},
              {"An alert cannot be judged: its input went missing, and it keeps the state it had.",
               fmt::format("{} on {} was {} when its input went missing; the newest input is {} old.", label("alert"),
                           label("reading"),
                           state_of({"alert_held_phase", {{"alert", "alert"}, {"reading", "reading"}}}, "state"),
                           newest_figure())},
              options);
    rule.wait_for = held_before_told;
    return rule;
}

}  // namespace

std::vector<PrometheusRule> configured_alerts(const Plan& plan, const Selector& select, const RuleOptions& options)
{
    std::vector<PrometheusRule> rules;
    for (const auto& one : plan.alerts) rules.push_back(firing(plan, one, select, options));
    rules.push_back(any_other(plan, select, options));
    for (const auto audience : audiences) rules.push_back(held(audience, select, options));
    return rules;
}

}  // namespace entangled::rules
