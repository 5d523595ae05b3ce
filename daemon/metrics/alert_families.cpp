#include "daemon/metrics/cycle_families.hpp"
#include "daemon/metrics/family_builder.hpp"

#include <array>
#include <set>

namespace entangled {
namespace {

std::set<std::string> instances_of(const AlertRule& rule)
{
    std::set<std::string> instances(rule.readings.begin(), rule.readings.end());
    instances.insert(rule.feeds.begin(), rule.feeds.end());
    return instances;
}

void add_threshold(MetricFamily& family, const AlertRule& rule)
{
    if (!rule.threshold) return;
    family.samples.push_back({{rule.name, "enter"}, rule.threshold->enter});
    family.samples.push_back({{rule.name, "exit"}, rule.threshold->exit});
    if (rule.threshold->extreme) family.samples.push_back({{rule.name, "extreme"}, *rule.threshold->extreme});
}

}  // namespace

std::vector<MetricFamily> alert_families(const Cycle& cycle)
{
    const std::array<std::string_view, 6> phases{to_string(AlertPhase::ok),     to_string(AlertPhase::pending),
                                                 to_string(AlertPhase::firing), to_string(AlertPhase::clearing),
                                                 to_string(AlertPhase::held),   to_string(AlertPhase::unknown)};
    MetricFamily state = make_family(
        MetricType::stateset,
        {"alert_state", {}, "1 for the present state of an alert on one reading or feed, and 0 for the others."},
        {"alert", "reading", "severity", "audience", "state"});
    MetricFamily threshold = make_family(
        MetricType::gauge, {"alert_threshold", {}, "Configured edge of an alert, in the unit of what it watches."},
        {"alert", "edge"});
    MetricFamily review = make_family(
        MetricType::gauge,
        {"alert_review", "timestamp_seconds", "Day by which the owner of a threshold has to look at it again."},
        {"alert"});
    for (const AlertRule& rule : cycle.plan->alerts) {
        for (const std::string& instance : instances_of(rule)) {
            const auto found = cycle.alerts.find({rule.name, instance});
            const AlertPhase phase = found == cycle.alerts.end() ? AlertPhase::unknown : found->second.phase;
            add_states(state, {rule.name, instance, rule.severity, rule.audience}, phases, to_string(phase));
        }
        add_threshold(threshold, rule);
        if (rule.review) add_time(review, {rule.name}, *rule.review);
    }
    std::vector<MetricFamily> families;
    for (MetricFamily* family : {&state, &threshold, &review}) families.push_back(std::move(*family));
    return families;
}

}  // namespace entangled
