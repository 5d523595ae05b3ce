#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/rules/rule_set.hpp"

namespace entangled::rules {

/// One label matcher of PromQL; `comparison` is `=`, `!=`, `=~` or `!~`.
struct Matcher {
    std::string_view label;
    std::string_view comparison;
    std::string value;
};

/// Names series of the daemons that the rules are for.
class Selector {
  public:
    explicit Selector(const RuleOptions& options);

    /// `<name>{job="...",...}`, for any metric.
    [[nodiscard]] std::string of(std::string_view name, std::initializer_list<Matcher> matchers = {}) const;
    /// The same for a metric of the daemon, named without its prefix.
    [[nodiscard]] std::string series(std::string_view base, std::initializer_list<Matcher> matchers = {}) const;
    /// There as long as a daemon answers with a page of its own.
    [[nodiscard]] std::string page() const { return series("cycle_last_success_timestamp_seconds"); }

  private:
    std::string fixed_;  ///< matchers that every series has
};

/// A regular expression that matches exactly these words; they hold letters, digits and `_` only.
[[nodiscard]] std::string any_of(const std::vector<std::string>& words);

}  // namespace entangled::rules
