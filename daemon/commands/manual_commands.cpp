#include "daemon/commands/manual_commands.hpp"

#include <CLI/CLI.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/commands/output.hpp"
#include "daemon/config/configuration.hpp"
#include "daemon/manual/command_table.hpp"
#include "daemon/manual/completion.hpp"
#include "daemon/manual/man_page.hpp"
#include "daemon/manual/metrics_text.hpp"

namespace entangled {
namespace {

constexpr const char* completion_examples =
    "Installed systems have all three already. To load one by hand:\n"
    "  source <(entangled completion bash)\n"
    "  source <(entangled completion zsh)\n"
    "  entangled completion fish | source\n";

int print(const std::string& text)
{
    auto output = Output::open({});
    return output && output->write(text) && output->finish() ? exit_ok : exit_failure;
}

// One a line. Of a configuration with mistakes those that could be read: it is not the place to complain.
std::string ids_of_readings(const std::string& config_file)
{
    const LoadedConfiguration loaded = load_configuration(config_file);
    std::string ids;
    if (!loaded.configuration.plan) return ids;
    for (const PlannedReading& reading : loaded.configuration.plan->readings) ids += reading.id + '\n';
    return ids;
}

}  // namespace

ManualCommands::ManualCommands(CLI::App& app) : app_(&app)
{
    CLI::App* metrics = app.add_subcommand("metrics", "print the reference of every metric family");
    metrics->add_option("--format", format_, "markdown or json")
        ->check(CLI::IsMember({"markdown", "json"}))
        ->capture_default_str();
    CLI::App* completion = app.add_subcommand("completion", "print the completion of commands and options for a shell");
    completion->add_option("shell", shell_, "bash, zsh or fish")
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->required();
    completion->footer(completion_examples);
    CLI::App* manual = app.add_subcommand("manual", "print the generated part of a manual page")->group("");
    manual->add_option("part", part_, "commands, metrics or readings")
        ->check(CLI::IsMember({"commands", "metrics", "readings"}))
        ->required();
    manual->add_option("--config.file", config_file_, "configuration file")->default_val(default_config);
    metrics_command_ = metrics;
    completion_command_ = completion;
    manual_command_ = manual;
}

std::optional<int> ManualCommands::run() const
{
    if (metrics_command_->parsed()) {
        return print(format_ == "json" ? metrics_json(metrics_reference()) : metrics_markdown(metrics_reference()));
    }
    if (manual_command_->parsed() && part_ == "metrics") return print(metrics_manual(metrics_reference()));
    if (manual_command_->parsed() && part_ == "readings") return print(ids_of_readings(config_file_));
    if (manual_command_->parsed()) return print(manual_of_commands(command_table(*app_)));
    if (!completion_command_->parsed()) return std::nullopt;
    const CommandEntry program = command_table(*app_);
    if (shell_ == "bash") return print(bash_completion(program));
    return print(shell_ == "zsh" ? zsh_completion(program) : fish_completion(program));
}

}  // namespace entangled
