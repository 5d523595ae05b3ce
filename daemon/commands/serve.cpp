#include <spdlog/spdlog.h>
#include <csignal>

#include "daemon/commands/commands.hpp"
#include "daemon/config/configuration.hpp"
#include "daemon/config/listen_address.hpp"
#include "daemon/process/clock.hpp"
#include "daemon/process/log.hpp"
#include "daemon/process/service.hpp"
#include "daemon/process/version.hpp"

namespace entangled {
namespace {

void say_problems(const std::vector<ConfigError>& errors, const std::vector<ConfigError>& warnings)
{
    for (const auto& warning : warnings) spdlog::warn("{}", to_string(warning));
    for (const auto& error : errors) spdlog::error("{}", to_string(error));
}

}  // namespace

int serve(const ServeOptions& options)
{
    LoadedConfiguration loaded = load_configuration(options.config_file);
    const Configuration& configuration = loaded.configuration;
    start_log(options.log_level.empty() ? configuration.log_level : options.log_level,
              options.log_format.empty() ? configuration.log_format : options.log_format);
    say_problems(loaded.errors, loaded.warnings);
    LoadedWebConfig web = load_web_config(options.web_config_file, wall_clock());
    say_problems(web.errors, web.warnings);
    if (!loaded.errors.empty() || !web.errors.empty()) return exit_usage;
    ServiceOptions service_options;
    service_options.config_file = options.config_file;
    service_options.control_socket = options.control_socket;
    service_options.web_config_file = options.web_config_file;
    service_options.web = std::move(web);
    if (!options.listen.empty()) {
        const auto address = parse_listen_address(options.listen);
        if (!address) {
            spdlog::error("--web.listen-address: {} is not an address and port such as 127.0.0.1:10930",
                          options.listen);
            return exit_usage;
        }
        service_options.listen_address = address->address;
        service_options.listen_port = address->port;
    }
    if (!options.state_directory.empty()) service_options.state_directory = options.state_directory;
    spdlog::info("starting version={} readings={} alerts={} feeds={}", version, configuration.plan->readings.size(),
                 configuration.plan->alerts.size(), configuration.feeds.size());
    // Who reads the log may go away; that is no reason to stop judging.
    std::signal(SIGPIPE, SIG_IGN);
    Service service(std::move(service_options), std::make_shared<const Configuration>(std::move(loaded.configuration)));
    if (const auto started = service.start(); !started) {
        spdlog::error("cannot start; {}", started.error().detail);
        return exit_failure;
    }
    return service.run();
}

}  // namespace entangled
