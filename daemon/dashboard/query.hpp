#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entangled::dashboard {

/// One label matcher of PromQL; `comparison` is `=`, `!=`, `=~` or `!~`. The value needs no quoting.
struct Matcher {
    std::string_view label;
    std::string_view comparison;
    std::string value;
};
using Matchers = std::vector<Matcher>;

/// `<metric>{job=~"$job",instance=~"$instance",...}`: what the reader of the dashboard has chosen.
[[nodiscard]] std::string chosen(std::string_view metric, const Matchers& matchers = {});
/// The same for a metric of the daemon, named without its prefix.
[[nodiscard]] std::string series(std::string_view base, const Matchers& matchers = {});

/// The newest sample of a selector within `$lookback`: for what has a past that was written by steps. It also finds
/// what is no longer there, so it is not for what the daemon only says of the present.
[[nodiscard]] std::string latest(const std::string& selector);

/// `expression` for those of the readings that have a value: one that was lost is not shown until `$lookback` is over.
[[nodiscard]] std::string while_ok(const std::string& expression, const std::string& readings);

/// A state set as one number for each `by`: the position in `states`, from 1, of the state that is on; of several
/// series the last in that order. Nothing if none is on.
struct StateSet {
    std::string_view base;
    Matchers matchers;
    std::span<const std::string_view> states;
    std::string_view by{"reading"};
    bool looks_back{true};
};
[[nodiscard]] std::string position_of_state(const StateSet& set);

/// A regular expression that matches exactly these words; they hold letters, digits and `_` only.
[[nodiscard]] std::string any_of(std::span<const std::string> words);

}  // namespace entangled::dashboard
