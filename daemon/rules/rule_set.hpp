#pragma once

#include <chrono>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "daemon/engine/plan.hpp"

namespace entangled::rules {

/// One rule of a Prometheus rule file: a recording rule, or an alert if it has labels and annotations.
struct PrometheusRule {
    bool is_alert{};
    std::string name;
    std::string expression;
    Duration wait_for{};
    Duration keep_firing_for{};
    std::vector<std::pair<std::string, std::string>> labels;       ///< in the order they are written
    std::vector<std::pair<std::string, std::string>> annotations;  ///< templates as Prometheus reads them
};

/// What the reader of the rules decides.
struct RuleOptions {
    std::string job{"entangled"};                               ///< `job` of the scrape
    std::vector<std::pair<std::string, std::string>> matchers;  ///< further labels and their values
    std::string runbooks;                                       ///< address of the folder of runbooks, without last `/`
    Duration keep_firing_for{std::chrono::minutes{15}};         ///< zero: the field is left out
};

/// All rules for a daemon that runs `plan` with these feeds: what is recorded first, then the alerts. An alert that the
/// daemon has and `plan` does not is caught by the last firing rule. Pure; cannot fail.
[[nodiscard]] std::vector<PrometheusRule> prometheus_rules(const Plan& plan, std::span<const std::string> feeds,
                                                           const RuleOptions& options);

/// The rules as one group of a rule file. Same rules, same bytes.
[[nodiscard]] std::string rule_file(std::span<const PrometheusRule> rules);

}  // namespace entangled::rules
