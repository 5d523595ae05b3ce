#include "daemon/commands/doctor.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cstdio>

#include "daemon/commands/commands.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/findings_text.hpp"
#include "daemon/doctor/http/asking.hpp"
#include "daemon/doctor/questions.hpp"

namespace entangled {
namespace {

constexpr std::size_t width = 80;

constexpr const char* examples =
    "Looks at every step from the feeds to the reader: configuration, clock, state, daemon, feeds, Prometheus "
    "(scrape,\n"
    "series, retention, rules, notifications), Alertmanager and, if given, a dashboard. It changes nothing. Ends with "
    "0\n"
    "if there is no trouble, 1 if there is, 2 if the command line or the configuration is wrong.\n\n"
    "Examples:\n"
    "  entangled doctor\n"
    "  entangled doctor --job=risk --match=cluster=eu --dashboard=entangled.json\n"
    "  entangled doctor --prometheus=https://prometheus.example.org --netrc-file=$HOME/.netrc --alertmanager=none\n";

}  // namespace

int run_doctor(const DoctorOptions& options, Timestamp now)
{
    const auto setup = read_setup(options, now);
    if (!setup) return exit_usage;
    const auto answers = doctor::ask_all(doctor::questions(*setup), setup->addresses,
                                         {.netrc_file = options.netrc_file, .ca_file = options.ca_file});
    if (!answers) {
        fmt::print(stderr, "nobody was asked: {}\n", answers.error().detail);
        return exit_failure;
    }
    const auto findings = doctor::examine(*setup, *answers);
    report::TextStyle style = terminal_style();
    style.width = width;
    const int printed = print(options.format == "json" ? doctor::findings_json(findings, now)
                                                       : doctor::findings_text(findings, now, style));
    if (!setup->config_errors.empty()) return exit_usage;
    return doctor::is_in_trouble(findings) ? exit_failure : printed;
}

DoctorCommand::DoctorCommand(CLI::App& app)
{
    CLI::App* command = app.add_subcommand("doctor", "say why there is no data somewhere, and what to do");
    const auto add = [&](const char* name, std::string& to, const char* what) {
        return command->add_option(name, to, what);
    };
    add("--config.file", options_.config_file, "configuration file")->default_val(default_config);
    add("--storage.path", options_.state_directory, "where the service keeps its state; default as configured");
    command->add_option("--daemon", options_.daemon, "address of the daemon, or none; default as configured");
    add("--prometheus", options_.prometheus, "address of Prometheus, or none")->capture_default_str();
    add("--alertmanager", options_.alertmanager, "address of Alertmanager, or none")->capture_default_str();
    add("--dashboard", options_.dashboard, "a Grafana dashboard whose queries are tried");
    add("--job", options_.job, "job label of the scrape")->default_val("entangled");
    command->add_option("--match", options_.matches, "NAME=VALUE, a further label of the scrape; may be repeated")
        ->allow_extra_args(false);
    add("--history-from", options_.history_from, "first day of a backfill that has to be there, YYYY-MM-DD");
    add("--netrc-file", options_.netrc_file, "names and passwords by host, as curl reads them");
    add("--ca-file", options_.ca_file, "certificates to trust instead of those of the system");
    add("--format", options_.format, "text or json")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
    command->footer(examples);
    command_ = command;
}

std::optional<int> DoctorCommand::run(Timestamp now) const
{
    if (!command_->parsed()) return std::nullopt;
    return run_doctor(options_, now);
}

}  // namespace entangled
