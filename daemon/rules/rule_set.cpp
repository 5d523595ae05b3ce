#include "daemon/rules/rule_set.hpp"

#include <fmt/format.h>
#include <iterator>

#include "daemon/rules/alert.hpp"
#include "daemon/rules/annotation.hpp"
#include "daemon/rules/recorded.hpp"

namespace entangled::rules {
namespace {

void append(std::vector<PrometheusRule>& to, std::vector<PrometheusRule> from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

PrometheusRule alert(std::string_view name, std::string expression, const AlertLabels& labels, AlertTexts texts,
                     const RuleOptions& options)
{
    PrometheusRule rule;
    rule.is_alert = true;
    rule.name = fmt::format("Entangled{}", name);
    rule.expression = std::move(expression);
    rule.labels = {{"severity", std::string{labels.severity}}, {"audience", std::string{labels.audience}}};
    rule.annotations = {{"summary", std::move(texts.summary)},
                        {"description", std::move(texts.description)},
                        {"runbook_url", fmt::format("{}/{}.md", plain(options.runbooks), rule.name)}};
    return rule;
}

std::vector<PrometheusRule> prometheus_rules(const Plan& plan, std::span<const std::string> feeds,
                                             const RuleOptions& options)
{
    const Selector select(options);
    const auto unwatched_feeds = unwatched(plan, feeds);
    auto rules = recorded_rules(select, unwatched_feeds);
    append(rules, service_alerts(select, options, !unwatched_feeds.empty()));
    append(rules, configured_alerts(plan, select, options));
    return rules;
}

}  // namespace entangled::rules
