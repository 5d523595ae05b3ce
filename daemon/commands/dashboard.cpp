#include "daemon/dashboard/dashboard.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <optional>

#include "daemon/commands/commands.hpp"
#include "daemon/commands/scrape.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/config/configuration.hpp"

namespace entangled {
namespace {

bool is_name(std::string_view text) { return !text.empty() && is_printable(text); }

std::optional<dashboard::DashboardOptions> read_options(const DashboardCommandOptions& given)
{
    dashboard::DashboardOptions options;
    if (!is_name(given.job)) {
        fmt::print(stderr, "--job: needs a name in printable ASCII\n");
        return std::nullopt;
    }
    options.job = given.job;
    if (given.side.empty()) return options;
    if (!std::all_of(given.side.begin(), given.side.end(), is_name)) {
        fmt::print(stderr, "--side: needs a code such as CN, or the name of a bloc\n");
        return std::nullopt;
    }
    options.side = given.side;
    return options;
}

}  // namespace

int print_grafana_dashboard(const DashboardCommandOptions& given)
{
    const auto options = read_options(given);
    if (!options) return exit_usage;
    const LoadedConfiguration loaded = load_configuration(given.config_file);
    for (const auto& warning : loaded.warnings) fmt::print(stderr, "warning: {}\n", to_string(warning));
    for (const auto& error : loaded.errors) fmt::print(stderr, "{}\n", to_string(error));
    if (!loaded.errors.empty()) return exit_usage;
    return print(dashboard::grafana_dashboard(*loaded.configuration.plan, *options));
}

}  // namespace entangled
