#include "daemon/dashboard/query.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace entangled::dashboard {

std::string chosen(std::string_view metric, const Matchers& matchers)
{
    std::string text = fmt::format("{}{{job=~\"$job\",instance=~\"$instance\"", metric);
    for (const auto& one : matchers) text += fmt::format(",{}{}\"{}\"", one.label, one.comparison, one.value);
    return text + '}';
}

std::string series(std::string_view base, const Matchers& matchers)
{
    return chosen(fmt::format("entangled_{}", base), matchers);
}

std::string latest(const std::string& selector) { return fmt::format("last_over_time({}[$lookback])", selector); }

std::string while_ok(const std::string& expression, const std::string& readings)
{
    const std::string ok = latest(series("reading_state", {{"reading", "=~", readings}, {"state", "=", "ok"}}));
    return fmt::format("{} and on (job, instance, reading) {} == 1", expression, ok);
}

std::string position_of_state(const StateSet& set)
{
    std::string text;
    for (std::size_t i = 0; i < set.states.size(); ++i) {
        Matchers matchers = set.matchers;
        matchers.push_back({"state", "=", std::string{set.states[i]}});
        const std::string one = series(set.base, matchers);
        text += fmt::format("{}{} * {}", i == 0 ? "" : " or ", i + 1, set.looks_back ? latest(one) : one);
    }
    return fmt::format("max by ({}) ({}) > 0", set.by, text);
}

std::string any_of(std::span<const std::string> words) { return fmt::format("{}", fmt::join(words, "|")); }

}  // namespace entangled::dashboard
