#include "daemon/replay/replay.hpp"

#include "daemon/commands/commands.hpp"
#include "daemon/commands/history.hpp"
#include "daemon/commands/output.hpp"
#include "daemon/commands/past.hpp"
#include "daemon/commands/progress.hpp"
#include "daemon/report/history_rows.hpp"

namespace entangled {

int replay(const ReplayOptions& options, Timestamp now)
{
    const auto past = look_back(options.span, now);
    if (!past) return exit_usage;
    auto output = Output::open({});
    const auto format = options.format == "jsonl" ? report::HistoryFormat::jsonl : report::HistoryFormat::csv;
    if (!output || !output->write(report::history_header(format))) return exit_failure;
    Progress progress(past->days.size(), true);
    Replay replay(past->snapshot.configuration->plan, past->snapshot.dataset);
    for (const Date day : past->days) {
        const ReplayStep step = replay.advance(Timestamp{day});
        if (!output->write(report::history_rows(*step.cycle, step.changes, format))) return exit_failure;
        progress.step(format_date(day));
    }
    return output->finish() ? exit_ok : exit_failure;
}

}  // namespace entangled
