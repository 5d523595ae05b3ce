#include <fmt/format.h>
#include <cstdio>

#include "daemon/commands/commands.hpp"
#include "daemon/config/configuration.hpp"

namespace entangled {

int check(const std::string& config_file)
{
    const LoadedConfiguration loaded = load_configuration(config_file);
    for (const auto& warning : loaded.warnings) fmt::print(stderr, "warning: {}\n", to_string(warning));
    for (const auto& error : loaded.errors) fmt::print(stderr, "{}\n", to_string(error));
    if (!loaded.errors.empty()) {
        fmt::print(stderr, "{} error{} in {}\n", loaded.errors.size(), loaded.errors.size() == 1 ? "" : "s",
                   config_file);
        return exit_usage;
    }
    const Configuration& configuration = loaded.configuration;
    fmt::print("{} is good: {} readings, {} alerts, {} feeds\n", config_file, configuration.plan->readings.size(),
               configuration.plan->alerts.size(), configuration.feeds.size());
    return exit_ok;
}

}  // namespace entangled
