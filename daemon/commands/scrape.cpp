#include "daemon/commands/scrape.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>

#include "daemon/metrics/exposition_text.hpp"

namespace entangled {
namespace {

std::optional<rules::RuleOptions> refuse(std::string_view option, std::string_view what)
{
    fmt::print(stderr, "{}: {}\n", option, what);
    return std::nullopt;
}

}  // namespace

bool is_printable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<rules::RuleOptions> read_scrape(const std::string& job, const std::vector<std::string>& matches)
{
    rules::RuleOptions options;
    if (job.empty() || !is_printable(job)) return refuse("--job", "needs a name in printable ASCII");
    options.job = job;
    for (const auto& match : matches) {
        const auto name = match.substr(0, match.find('='));
        if (name.size() == match.size() || !is_label_name(name) || !is_printable(match)) {
            return refuse("--match", fmt::format("'{}' is not of the form NAME=VALUE, such as cluster=eu", match));
        }
        if (name == "job") return refuse("--match", "give the job with --job");
        options.matchers.emplace_back(name, match.substr(name.size() + 1));
    }
    return options;
}

}  // namespace entangled
