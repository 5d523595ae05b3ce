#include <fmt/format.h>
#include <cstdio>

#include "daemon/commands/commands.hpp"
#include "daemon/config/configuration.hpp"
#include "daemon/process/clock.hpp"
#include "daemon/web_config/web_config.hpp"

namespace entangled {

namespace {

/// Whether there is nothing wrong with the file.
bool say(const std::string& file, const std::vector<ConfigError>& errors, const std::vector<ConfigError>& warnings)
{
    for (const auto& warning : warnings) fmt::print(stderr, "warning: {}\n", to_string(warning));
    for (const auto& error : errors) fmt::print(stderr, "{}\n", to_string(error));
    if (errors.empty()) return true;
    fmt::print(stderr, "{} error{} in {}\n", errors.size(), errors.size() == 1 ? "" : "s", file);
    return false;
}

std::string users_text(std::size_t count)
{
    if (count == 0) return "open to all users";
    return fmt::format("{} user{}", count, count == 1 ? "" : "s");
}

}  // namespace

int check(const std::string& config_file, const std::string& web_config_file)
{
    const LoadedConfiguration loaded = load_configuration(config_file);
    const LoadedWebConfig web = load_web_config(web_config_file, wall_clock());
    const bool is_good = say(config_file, loaded.errors, loaded.warnings);
    const bool is_web_good = say(web_config_file, web.errors, web.warnings);
    if (is_web_good && !web_config_file.empty()) {
        fmt::print("{} is good: {}, {}\n", web_config_file, web.access->tls ? "TLS" : "plain HTTP",
                   users_text(web.access->users.size()));
    }
    if (!is_good || !is_web_good) return exit_usage;
    const Configuration& configuration = loaded.configuration;
    fmt::print("{} is good: {} readings, {} alerts, {} feeds\n", config_file, configuration.plan->readings.size(),
               configuration.plan->alerts.size(), configuration.feeds.size());
    return exit_ok;
}

}  // namespace entangled
