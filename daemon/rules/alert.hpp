#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/rules/selector.hpp"

namespace entangled::rules {

/// What people are told by an alert: one sentence for all of a group, and one about this alert. Templates.
struct AlertTexts {
    std::string summary;
    std::string description;
};

/// Who is told, and how urgently.
struct AlertLabels {
    std::string_view severity;
    std::string_view audience;
};

/// An alert named `Entangled<name>`, with its labels, texts and the address of its runbook.
[[nodiscard]] PrometheusRule alert(std::string_view name, std::string expression, const AlertLabels& labels,
                                   AlertTexts texts, const RuleOptions& options);

/// Alerts about the service itself.
[[nodiscard]] std::vector<PrometheusRule> service_alerts(const Selector& select, const RuleOptions& options,
                                                         bool has_unwatched_feeds);

/// Alerts that the daemon judges: one rule for each alert of the plan, one for any other, and those for held alerts.
[[nodiscard]] std::vector<PrometheusRule> configured_alerts(const Plan& plan, const Selector& select,
                                                            const RuleOptions& options);

}  // namespace entangled::rules
