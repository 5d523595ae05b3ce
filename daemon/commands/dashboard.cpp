#include "daemon/dashboard/dashboard.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <optional>

#include "daemon/commands/commands.hpp"
#include "daemon/config/configuration.hpp"

namespace entangled {
namespace {

bool is_printable(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<dashboard::DashboardOptions> read_options(const DashboardCommandOptions& given)
{
    dashboard::DashboardOptions options;
    if (!is_printable(given.job)) {
        fmt::print(stderr, "--job: needs a name in printable ASCII\n");
        return std::nullopt;
    }
    options.job = given.job;
    if (given.side.empty()) return options;
    if (!std::all_of(given.side.begin(), given.side.end(), is_printable)) {
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
    const auto text = dashboard::grafana_dashboard(*loaded.configuration.plan, *options);
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return written ? exit_ok : exit_failure;
}

}  // namespace entangled
