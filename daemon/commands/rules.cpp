#include <fmt/format.h>
#include <cstdio>
#include <optional>

#include "daemon/commands/commands.hpp"
#include "daemon/commands/scrape.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/config/configuration.hpp"
#include "daemon/config/duration_text.hpp"
#include "daemon/process/feed_desk.hpp"
#include "daemon/rules/rule_set.hpp"

namespace entangled {
namespace {

std::optional<rules::RuleOptions> refuse(std::string_view option, std::string_view what)
{
    fmt::print(stderr, "{}: {}\n", option, what);
    return std::nullopt;
}

std::optional<rules::RuleOptions> read_options(const RulesOptions& given)
{
    auto scrape = read_scrape(given.job, given.matches);
    if (!scrape) return std::nullopt;
    rules::RuleOptions options = *std::move(scrape);
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
    return print(text);
}

}  // namespace entangled
