#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indicators/core/time.hpp"

namespace entangled {

/// Exit codes of every command.
inline constexpr int exit_ok = 0;
inline constexpr int exit_failure = 1;  ///< something went wrong at run time
inline constexpr int exit_usage = 2;    ///< the command line or the configuration is wrong

/// Where the configuration is unless the command line says otherwise.
inline constexpr const char* default_config = "/etc/entangled/entangled.toml";

/// Reads the command line and runs the command it names. Returns the exit code.
[[nodiscard]] int run_command_line(int argc, char** argv);

/// What the one-shot commands have in common. Dates are days at 00:00 UTC.
struct LookOptions {
    std::string config_file;
    std::string as_of;    ///< what was known on that day; default as of `now`
    std::string now;      ///< the day on which it is looked at; default today
    std::string against;  ///< an earlier or later as-of day to compare with
    std::string format{"text"};
    bool catalogue{false};
};

/// What the daemon takes from the command line.
struct ServeOptions {
    std::string config_file;
    std::string web_config_file;  ///< empty: none
    std::string listen;
    std::string state_directory;
    std::string control_socket;
    std::string log_level;
    std::string log_format;
};

/// What alert rules for another program are written for.
struct RulesOptions {
    std::string config_file;
    std::string job;
    std::vector<std::string> matches;  ///< NAME=VALUE
    std::string runbooks;              ///< address of the folder of runbooks
    std::string keep_firing_for;
};

/// What a dashboard for another program is written for.
struct DashboardCommandOptions {
    std::string config_file;
    std::string job;
    std::vector<std::string> side;  ///< codes of economies or blocs
};

[[nodiscard]] int serve(const ServeOptions& options);
[[nodiscard]] int print_report(const LookOptions& options);
[[nodiscard]] int explain_reading(const LookOptions& options, const std::string& reading);
[[nodiscard]] int print_prometheus_rules(const RulesOptions& options);
[[nodiscard]] int print_grafana_dashboard(const DashboardCommandOptions& options);
[[nodiscard]] int check(const std::string& config_file, const std::string& web_config_file);
[[nodiscard]] int reload(const std::string& config_file, const std::string& control_socket);

}  // namespace entangled
