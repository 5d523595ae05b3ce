#include "daemon/metrics/cycle_families.hpp"
#include "daemon/metrics/family_builder.hpp"

#include <array>
#include <cmath>
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

/// Only what is going on has a value, and only while there is input: never one that is long past.
bool is_judged_now(AlertPhase phase)
{
    return phase == AlertPhase::pending || phase == AlertPhase::firing || phase == AlertPhase::clearing;
}

/// What is there for some states of an instance only.
class PassingFamilies {
  public:
    void add(const AlertRule& rule, const std::string& instance, const AlertInstance& now)
    {
        if (now.phase == AlertPhase::held) {
            const std::string phase{to_string(now.held_phase)};
            held_.samples.push_back({{rule.name, instance, rule.severity, rule.audience, phase}, 1});
        }
        const bool has_value = rule.threshold && now.last_value && std::isfinite(*now.last_value);
        if (has_value && is_judged_now(now.phase)) value_.samples.push_back({{rule.name, instance}, *now.last_value});
    }

    void move_to(std::vector<MetricFamily>& families)
    {
        families.push_back(std::move(held_));
        families.push_back(std::move(value_));
    }

  private:
    MetricFamily held_ = make_family(
        MetricType::gauge,
        {"alert_held_phase", {}, "1 for the state that a held alert goes back to; absent unless it is held."},
        {"alert", "reading", "severity", "audience", "state"});
    MetricFamily value_ = make_family(MetricType::gauge,
                                      {"alert_value",
                                       {},
                                       "What a pending, firing or clearing alert is judged by, in the unit of its "
                                       "threshold; absent in any other state."},
                                      {"alert", "reading"});
};

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
    PassingFamilies passing;
    for (const AlertRule& rule : cycle.plan->alerts) {
        for (const std::string& instance : instances_of(rule)) {
            const auto found = cycle.alerts.find({rule.name, instance});
            const AlertPhase phase = found == cycle.alerts.end() ? AlertPhase::unknown : found->second.phase;
            if (found != cycle.alerts.end()) passing.add(rule, instance, found->second);
            add_states(state, {rule.name, instance, rule.severity, rule.audience}, phases, to_string(phase));
        }
        add_threshold(threshold, rule);
        if (rule.review) add_time(review, {rule.name}, *rule.review);
    }
    std::vector<MetricFamily> families;
    for (MetricFamily* family : {&state, &threshold, &review}) families.push_back(std::move(*family));
    passing.move_to(families);
    return families;
}

}  // namespace entangled
