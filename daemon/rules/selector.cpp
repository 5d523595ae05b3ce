#include "daemon/rules/selector.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace entangled::rules {
namespace {

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n') {
            out += "\\n";
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string matcher(std::string_view label, std::string_view comparison, std::string_view value)
{
    return fmt::format("{}{}{}", label, comparison, quoted(value));
}

}  // namespace

Selector::Selector(const RuleOptions& options) : fixed_(matcher("job", "=", options.job))
{
    for (const auto& [label, value] : options.matchers) fixed_ += ',' + matcher(label, "=", value);
}

std::string Selector::of(std::string_view name, std::initializer_list<Matcher> matchers) const
{
    std::string text = fmt::format("{}{{{}", name, fixed_);
    for (const auto& one : matchers) text += ',' + matcher(one.label, one.comparison, one.value);
    return text + '}';
}

std::string Selector::series(std::string_view base, std::initializer_list<Matcher> matchers) const
{
    return of(fmt::format("entangled_{}", base), matchers);
}

std::string any_of(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, "|")); }

}  // namespace entangled::rules
