#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "daemon/rules/rule_set.hpp"

namespace entangled::doctor {

/// A rule in one form for the two ways in which it is known: as it should be, and as Prometheus has it. Left out are
/// the address of the runbook and keep_firing_for, which whoever installs the rules decides.
struct ComparedRule {
    std::string expression;
    double wait_seconds{};
    std::map<std::string, std::string> labels;
    std::map<std::string, std::string> annotations;
    friend bool operator==(const ComparedRule&, const ComparedRule&) = default;
};

/// A rule of ours that Prometheus has loaded.
struct LoadedRule {
    bool is_alert{};
    std::string name;  ///< with what tells rules of one name apart
    std::string file;
    std::string health;      ///< ok, err or unknown
    std::string last_error;  ///< if it is err
    ComparedRule rule;
};

/// All rules of this program in an answer of /api/v1/rules: those that it names.
[[nodiscard]] std::vector<LoadedRule> loaded_rules(const boost::json::value& data);

/// How what is loaded differs from what should be: names of rules.
struct RuleDifferences {
    std::vector<std::string> missing;
    std::vector<std::string> other;    ///< there, but with another expression, label or text
    std::vector<std::string> unknown;  ///< that are not wanted
    std::vector<std::string> twice;    ///< loaded more than once
    std::size_t records{};             ///< recording rules among missing and other: alerts rest on them
};
[[nodiscard]] RuleDifferences differences(std::span<const LoadedRule> loaded,
                                          std::span<const rules::PrometheusRule> wanted);

}  // namespace entangled::doctor
