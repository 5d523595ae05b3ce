#include "daemon/commands/commands.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "daemon/commands/doctor.hpp"
#include "daemon/commands/history_commands.hpp"
#include "daemon/commands/manual_commands.hpp"
#include "daemon/process/clock.hpp"
#include "daemon/process/version.hpp"

namespace entangled {
namespace {

std::string version_text()
{
    return fmt::format("entangled {}\n  revision: {}\n  compiler: {}", version, revision, compiler);
}

void add_config(CLI::App& app, std::string& file)
{
    app.add_option("--config.file", file, "configuration file")->default_val(default_config);
}

void add_web_config(CLI::App& app, std::string& file)
{
    app.add_option("--web.config.file", file, "TLS, users and headers, in the form of Prometheus' exporter-toolkit");
}

void add_look(CLI::App& app, LookOptions& options)
{
    add_config(app, options.config_file);
    app.add_option("--as-of", options.as_of, "use only what was known on this day, YYYY-MM-DD");
    app.add_option("--now", options.now, "look at it as if today were this day, YYYY-MM-DD");
}

CLI::App* add_serve(CLI::App& app, ServeOptions& options)
{
    CLI::App* command = app.add_subcommand("serve", "run the daemon in the foreground");
    add_config(*command, options.config_file);
    add_web_config(*command, options.web_config_file);
    command->add_option("--web.listen-address", options.listen, "address:port; port 0 lets the system choose");
    command->add_option("--storage.path", options.state_directory, "directory of the state that survives a restart");
    command->add_option("--control.socket", options.control_socket, "where `entangled reload` finds this daemon");
    command->add_option("--log.level", options.log_level, "trace, debug, info, warn or error")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error"}));
    command->add_option("--log.format", options.log_format, "text or json")->check(CLI::IsMember({"text", "json"}));
    return command;
}

CLI::App* add_report(CLI::App& app, LookOptions& options)
{
    CLI::App* command = app.add_subcommand("report", "compute once and print the first screen and all readings");
    add_look(*command, options);
    command->add_option("--format", options.format, "text, table, json or csv")
        ->check(CLI::IsMember({"text", "table", "json", "csv"}));
    command->add_option("--against", options.against, "compare with what was known on this day, YYYY-MM-DD");
    command->add_flag("--catalogue", options.catalogue, "print all kinds of indicator and their options as Markdown");
    return command;
}

CLI::App* add_explain(CLI::App& app, LookOptions& options, std::string& reading)
{
    CLI::App* command = app.add_subcommand("explain", "print how one reading came about");
    command->add_option("reading", reading, "id of the reading")->required();
    add_look(*command, options);
    return command;
}

CLI::App* add_rules(CLI::App& app, RulesOptions& options)
{
    CLI::App* command = app.add_subcommand("rules", "print alert rules for the alerts of the configuration");
    command->require_subcommand(1);
    CLI::App* prometheus = command->add_subcommand("prometheus", "a rule file for Prometheus or vmalert");
    add_config(*prometheus, options.config_file);
    prometheus->add_option("--job", options.job, "job label of the scrape")->default_val("entangled");
    prometheus->add_option("--match", options.matches, "NAME=VALUE, a further label of the scrape; may be repeated")
        ->allow_extra_args(false);
    prometheus->add_option("--runbooks", options.runbooks, "address of the folder of deploy/runbooks as readers see it")
        ->default_val("file:///usr/share/doc/entangled/runbooks");
    prometheus
        ->add_option("--keep-firing-for", options.keep_firing_for,
                     "how long a firing alert goes on after it cleared; 0s for readers that do not know the field, "
                     "such as the vmalert 1.79 of Debian 12")
        ->default_val("15m");
    return prometheus;
}

CLI::App* add_dashboard(CLI::App& app, DashboardCommandOptions& options)
{
    CLI::App* command = app.add_subcommand("dashboard", "print a dashboard for the readings of the configuration");
    command->require_subcommand(1);
    CLI::App* grafana = command->add_subcommand("grafana", "a dashboard for Grafana 10 to 13, as JSON");
    add_config(*grafana, options.config_file);
    grafana->add_option("--job", options.job, "job label that is chosen at first")->default_val("entangled");
    grafana
        ->add_option("--side", options.side,
                     "economy or bloc that stands on the left of what is shown in two columns; may be repeated; "
                     "CN and china unless given")
        ->allow_extra_args(false);
    return grafana;
}

}  // namespace

int run_command_line(int argc, char** argv)
{
    CLI::App app{"Watches how tightly rival blocs hold each other's supply chains hostage.", "entangled"};
    app.set_version_flag("--version", version_text());
    app.require_subcommand(1);
    ServeOptions serve_options;
    LookOptions look;
    LookOptions explained;
    RulesOptions rules;
    DashboardCommandOptions dashboard;
    std::string checked;
    std::string checked_web;
    std::string reloaded;
    std::string socket;
    std::string reading;
    const CLI::App* serve_command = add_serve(app, serve_options);
    const CLI::App* report_command = add_report(app, look);
    const CLI::App* explain_command = add_explain(app, explained, reading);
    const CLI::App* rules_command = add_rules(app, rules);
    const CLI::App* dashboard_command = add_dashboard(app, dashboard);
    CLI::App* check_command = app.add_subcommand("check", "print every mistake in the configuration");
    add_config(*check_command, checked);
    add_web_config(*check_command, checked_web);
    CLI::App* reload_command = app.add_subcommand("reload", "make a running daemon read its configuration again");
    add_config(*reload_command, reloaded);
    reload_command->add_option("--control.socket", socket,
                               "control socket of the daemon; default that of the running service");
    HistoryCommands history(app);
    const ManualCommands manual(app);
    const DoctorCommand doctor_command(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_ok : exit_usage;
    }
    if (serve_command->parsed()) return serve(serve_options);
    if (report_command->parsed()) return print_report(look);
    if (explain_command->parsed()) return explain_reading(explained, reading);
    if (rules_command->parsed()) return print_prometheus_rules(rules);
    if (dashboard_command->parsed()) return print_grafana_dashboard(dashboard);
    if (check_command->parsed()) return check(checked, checked_web);
    if (const auto code = history.run(wall_clock())) return *code;
    if (const auto code = manual.run()) return *code;
    if (const auto code = doctor_command.run(wall_clock())) return *code;
    return reload(reloaded, socket);
}

}  // namespace entangled
