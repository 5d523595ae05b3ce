#include "daemon/rules/rule_set.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "daemon/rules/annotation.hpp"

using namespace entangled;
using namespace entangled::rules;

namespace {

constexpr std::array<std::string_view, 1> policy_labels{"policy"};
constexpr std::array<std::string_view, 1> good_labels{"good"};

IndicatorKind kind_of(std::string_view name, std::string_view unit, std::span<const std::string_view> labels)
{
    IndicatorKind kind{};
    kind.name = name;
    kind.unit = unit;
    kind.labels = labels;
    return kind;
}

const IndicatorKind policy_kind = kind_of("some_end", "timestamp_seconds", policy_labels);
const IndicatorKind time_kind = kind_of("some_time", "timestamp_seconds", good_labels);
const IndicatorKind speed_kind = kind_of("some_speed", "per_year", good_labels);

Plan plan_with(AlertRule alert)
{
    Plan plan;
    for (const auto& [id, kind] :
         {std::pair{"policy", &policy_kind}, std::pair{"when", &time_kind}, std::pair{"speed", &speed_kind}}) {
        PlannedReading reading;
        reading.id = id;
        reading.kind = kind;
        plan.readings.push_back(std::move(reading));
    }
    alert.name = "mine";
    alert.severity = "info";
    alert.audience = "analyst";
    plan.alerts.push_back(std::move(alert));
    return plan;
}

AlertRule alert_on(AlertCondition condition, std::vector<std::string> instances, std::vector<std::string> states = {})
{
    AlertRule alert;
    alert.condition = condition;
    const bool of_feeds = condition == AlertCondition::feed_state || condition == AlertCondition::feed_revision;
    (of_feeds ? alert.feeds : alert.readings) = std::move(instances);
    alert.states = std::move(states);
    return alert;
}

RuleOptions with_runbooks()
{
    RuleOptions options;
    options.runbooks = "https://example.org";
    return options;
}

const std::vector<std::string> two_feeds{"acts", "trade"};

/// The rule of the only alert of the plan.
PrometheusRule rule_of(const AlertRule& alert)
{
    const auto rules = prometheus_rules(plan_with(alert), two_feeds, with_runbooks());
    const auto found = std::find_if(rules.begin(), rules.end(), [](const PrometheusRule& rule) {
        return rule.expression.find("alert=\"mine\"") != std::string::npos;
    });
    REQUIRE(found != rules.end());
    return *found;
}

std::string annotation(const PrometheusRule& rule, std::string_view name)
{
    for (const auto& [key, text] : rule.annotations) {
        if (key == name) return text;
    }
    return {};
}

const PrometheusRule* find(const std::vector<PrometheusRule>& rules, std::string_view name)
{
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const PrometheusRule& rule) { return rule.name == name; });
    return found == rules.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("an alert is named by what it watches", "[rules]")
{
    struct Case {
        AlertRule alert;
        std::string name;
    };
    const auto c = GENERATE(values<Case>({
        {alert_on(AlertCondition::value, {"speed"}), "EntangledAlertFiring"},
        {alert_on(AlertCondition::days_until, {"policy"}), "EntangledPolicyEndsSoon"},
        {alert_on(AlertCondition::days_until, {"when"}), "EntangledAlertFiring"},
        {alert_on(AlertCondition::days_until, {"policy", "when"}), "EntangledAlertFiring"},
        {alert_on(AlertCondition::days_until, {"policy", "gone"}), "EntangledAlertFiring"},
        {alert_on(AlertCondition::answer, {"policy"}, {"unresolved"}), "EntangledPolicyUnresolved"},
        {alert_on(AlertCondition::answer, {"policy"}, {"ended"}), "EntangledAlertFiring"},
        {alert_on(AlertCondition::answer, {"speed"}, {"unresolved"}), "EntangledAlertFiring"},
        {alert_on(AlertCondition::reading_lost, {"policy"}), "EntangledReadingLost"},
        {alert_on(AlertCondition::feed_state, {"acts"}, {"error"}), "EntangledFeedUnhealthy"},
        {alert_on(AlertCondition::feed_revision, {"acts"}), "EntangledAlertFiring"},
    }));
    const PrometheusRule rule = rule_of(c.alert);
    CHECK(rule.name == c.name);
    CHECK(rule.expression == "entangled:alert_on{job=\"entangled\",alert=\"mine\"} == 1");
    CHECK(rule.labels == std::vector<std::pair<std::string, std::string>>{
                             {"severity", "info"}, {"audience", "analyst"}, {"alert", "mine"}});
    CHECK(annotation(rule, "runbook_url") == "https://example.org/" + c.name + ".md");
}

TEST_CASE("a description says the unit unless there is none or more than one", "[rules]")
{
    const auto described = [](AlertCondition condition, std::vector<std::string> readings) {
        return annotation(rule_of(alert_on(condition, std::move(readings))), "description");
    };
    CHECK(described(AlertCondition::value, {"speed"}).find("{{ end }} per year; fires") != std::string::npos);
    CHECK(described(AlertCondition::value, {"speed", "when"}).find("{{ end }}; fires") != std::string::npos);
    CHECK(described(AlertCondition::days_until, {"when"}).find("{{ end }} days; fires") != std::string::npos);
}

TEST_CASE("feeds that no alert watches are watched", "[rules]")
{
    const auto rules_for = [](const AlertRule& alert) {
        return prometheus_rules(plan_with(alert), two_feeds, with_runbooks());
    };
    const auto one = rules_for(alert_on(AlertCondition::feed_state, {"acts"}, {"error"}));
    REQUIRE(find(one, "entangled:feed_unhealthy") != nullptr);
    CHECK(find(one, "entangled:feed_unhealthy")->expression.find("feed=~\"trade\"") != std::string::npos);
    const auto both = rules_for(alert_on(AlertCondition::feed_state, two_feeds, {"error"}));
    CHECK(find(both, "entangled:feed_unhealthy") == nullptr);
    const auto other_condition = rules_for(alert_on(AlertCondition::feed_revision, two_feeds));
    REQUIRE(find(other_condition, "entangled:feed_unhealthy") != nullptr);
    CHECK(find(other_condition, "entangled:feed_unhealthy")->expression.find("feed=~\"acts|trade\"") !=
          std::string::npos);
}

TEST_CASE("a plan without alerts still hears of any alert", "[rules]")
{
    const auto rules = prometheus_rules(Plan{}, {}, with_runbooks());
    REQUIRE(find(rules, "EntangledAlertFiring") != nullptr);
    CHECK(find(rules, "EntangledAlertFiring")->expression == "entangled:alert_on{job=\"entangled\"} == 1");
    CHECK(find(rules, "EntangledDaemonDown") != nullptr);
    CHECK(find(rules, "EntangledFeedUnhealthy") == nullptr);
}

TEST_CASE("only alerts that clear keep firing, and only if asked to", "[rules]")
{
    RuleOptions options = with_runbooks();
    const Plan plan = plan_with(alert_on(AlertCondition::value, {"speed"}));
    const auto keeping = [&] {
        std::vector<std::string> names;
        for (const auto& rule : prometheus_rules(plan, two_feeds, options)) {
            if (rule.keep_firing_for > Duration{}) names.push_back(rule.name);
        }
        return names;
    };
    CHECK(keeping() == std::vector<std::string>{"EntangledAlertFiring", "EntangledAlertFiring"});
    options.keep_firing_for = Duration{};
    CHECK(keeping().empty());
}

TEST_CASE("plain text gives itself, on one line", "[rules]")
{
    CHECK(plain("it's 5 % of {x}: \"so\"") == "it's 5 % of {x}: \"so\"");
    CHECK(plain("a {{ b }}") == "a {{ \"{{\" }} b }}");
    CHECK(plain("{{{{{") == "{{ \"{{\" }}{{ \"{{\" }}{");
    CHECK(plain("a\nb\tc\x7f"
                "d") == "a b c d");
    CHECK(plain("a\u0085b\u2028c\u2029d\ufeff"
                "e") == "a b c d e");
    CHECK(plain("Côte d’Ivoire") == "Côte d’Ivoire");
    CHECK(plain("") == "");
}

TEST_CASE("a rule file is written in one way", "[rules]")
{
    PrometheusRule record;
    record.name = "a:b";
    record.expression = "x\nor\ny";
    PrometheusRule alert;
    alert.is_alert = true;
    alert.name = "A";
    alert.expression = "a:b == 1";
    alert.wait_for = std::chrono::minutes{90};
    alert.keep_firing_for = std::chrono::seconds{90};
    alert.labels = {{"severity", "info"}};
    alert.annotations = {{"summary", "It's {{ $labels.x }}: # 'so'."}};
    const std::string text = rule_file(std::array{record, alert});
    CHECK(text.substr(text.find("groups:")) == R"(groups:
  - name: entangled
    rules:
      - record: a:b
        expr: |-
          x
          or
          y
      - alert: A
        expr: |-
          a:b == 1
        for: 90m
        keep_firing_for: 90s
        labels:
          severity: 'info'
        annotations:
          summary: 'It''s {{ $labels.x }}: # ''so''.'
)");
}
