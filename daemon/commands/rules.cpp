#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <optional>

#include "daemon/commands/commands.hpp"
#include "daemon/config/configuration.hpp"
#include "daemon/config/duration_text.hpp"
#include "daemon/metrics/exposition_text.hpp"
#include "daemon/process/feed_desk.hpp"
#include "daemon/rules/rule_set.hpp"

namespace entangled {
namespace {

bool is_printable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<rules::RuleOptions> refuse(std::string_view option, std::string_view what)
{
    fmt::print(stderr, "{}: {}\n", option, what);
    return std::nullopt;
}

std::optional<rules::RuleOptions> read_options(const RulesOptions& given)
{
    rules::RuleOptions options;
    if (given.job.empty() || !is_printable(given.job)) return refuse("--job", "needs a name in printable ASCII");
    options.job = given.job;
    for (const auto& match : given.matches) {
        const auto name = match.substr(0, match.find('='));
        if (name.size() == match.size() || !is_label_name(name) || !is_printable(match)) {
            return refuse("--match", fmt::format("'{}' is not of the form NAME=VALUE, such as cluster=eu", match));
        }
        if (name == "job") return refuse("--match", "give the job with --job");
        options.matchers.emplace_back(name, match.substr(name.size() + 1));
    }
    options.runbooks = given.runbooks.substr(0, given.runbooks.find_last_not_of('/') + 1);
    if (options.runbooks.empty() || !is_printable(options.runbooks)) {
        return refuse("--runbooks", "needs an address in printable ASCII");
    }
    const auto keep = parse_duration(given.keep_firing_for);
    if (!keep || keep->count() % 1000 != 0) {
        return refuse("--keep-firing-for", fmt::format("'{}' is not a time such as 15m, or 0s", given.keep_firing_for));
    }
    options.keep_firing_for = *keep;
    return options;
}

}  // namespace

int print_prometheus_rules(const RulesOptions& given)
{
    const auto options = read_options(given);
    if (!options) return exit_usage;
    const LoadedConfiguration loaded = load_configuration(given.config_file);
    for (const auto& warning : loaded.warnings) fmt::print(stderr, "warning: {}\n", to_string(warning));
    for (const auto& error : loaded.errors) fmt::print(stderr, "{}\n", to_string(error));
    if (!loaded.errors.empty()) return exit_usage;
    const auto feeds = feed_ids(loaded.configuration.feeds);
    const auto text = rules::rule_file(rules::prometheus_rules(*loaded.configuration.plan, feeds, *options));
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return written ? exit_ok : exit_failure;
}

}  // namespace entangled
