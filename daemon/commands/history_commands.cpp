#include "daemon/commands/history_commands.hpp"

#include <CLI/CLI.hpp>

#include "daemon/commands/commands.hpp"

namespace entangled {
namespace {

constexpr const char* replay_examples =
    "Every row is of one step: a reading with its value or the reason why it has none, or an alert that changed.\n"
    "Each step knows only what was known on its day. Steps: 7d, 2w, or 1m for the same day of every month (its last\n"
    "day if it is shorter).\n\n"
    "Examples:\n"
    "  entangled replay --from=2010-12-01 --to=2026-11-01 > history.csv\n"
    "  entangled replay --from=2025-01-01 --to=2025-12-31 --step=1w --format=jsonl | jq 'select(.record==\"alert\")'\n";

constexpr const char* backfill_examples =
    "Families and labels are those of /metrics for readings. A reading without value has no sample. Prometheus adds\n"
    "job and instance to what it scrapes: give them as --label, and the past and the present are one line. What to do\n"
    "with the file, and the retention that Prometheus needs, is printed on standard error.\n\n"
    "Examples:\n"
    "  entangled backfill --from=2010-12-01 --output=history.om\n"
    "  entangled backfill --from=2010-12-01 --label=job=entangled --label=instance=127.0.0.1:10930 > past.om\n"
    "  promtool tsdb create-blocks-from openmetrics --max-block-duration=13122h history.om DATA\n"
    "  promtool tsdb dump --match='{__name__=~\"entangled_.+\"}' DATA | entangled backfill-check history.om\n";

void add_span(CLI::App& command, SpanOptions& options)
{
    command.add_option("--config.file", options.config_file, "configuration file")->default_val(default_config);
    command.add_option("--from", options.from, "first day, YYYY-MM-DD, at 00:00 UTC")->required();
    command.add_option("--to", options.to, "last day that may be reached, YYYY-MM-DD; default today");
    command.add_option("--step", options.step, "days, weeks or calendar months between two looks: 7d, 1w, 1m")
        ->capture_default_str();
}

}  // namespace

HistoryCommands::HistoryCommands(CLI::App& app)
{
    CLI::App* replay = app.add_subcommand("replay", "print readings and alerts as they would have been in the past");
    add_span(*replay, replay_.span);
    replay->add_option("--format", replay_.format, "csv or jsonl")
        ->check(CLI::IsMember({"csv", "jsonl"}))
        ->capture_default_str();
    replay->footer(replay_examples);
    CLI::App* backfill =
        app.add_subcommand("backfill", "write the past of all readings for Prometheus, as OpenMetrics");
    add_span(*backfill, backfill_.span);
    backfill->add_option("--output", backfill_.output, "file to write; default standard output");
    backfill->add_flag("--alerts", backfill_.alerts, "write entangled_alert_state, too");
    backfill->add_option("--label", backfill_.labels, "NAME=VALUE for every sample; may be repeated")
        ->expected(1)
        ->take_all();
    backfill->add_option("--now", backfill_.now, "plan the import as if today were this day, YYYY-MM-DD");
    backfill->footer(backfill_examples);
    CLI::App* check =
        app.add_subcommand("backfill-check", "count back which samples of a backfill file arrived in Prometheus");
    check->add_option("file", checked_, "what `entangled backfill` wrote; the output of promtool tsdb dump on stdin")
        ->required();
    replay_command_ = replay;
    backfill_command_ = backfill;
    check_command_ = check;
}

std::optional<int> HistoryCommands::run(Timestamp now) const
{
    if (replay_command_->parsed()) return replay(replay_, now);
    if (backfill_command_->parsed()) return backfill(backfill_, now);
    if (check_command_->parsed()) return backfill_check(checked_);
    return std::nullopt;
}

}  // namespace entangled
