#include "daemon/replay/tsdb_import.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <algorithm>
#include <cstdint>

namespace entangled {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr hours head{3};
constexpr int most_blocks = 24;
constexpr days year{365};

// promtool rounds any other duration down to one of these: 2 h times powers of 3.
constexpr hours shortest_block{2};
constexpr hours longest_block{39'366};

std::int64_t years_up(Duration time) { return (time.count() + Duration{year}.count() - 1) / Duration{year}.count(); }

// One step and a day: the longest gap between two samples of a series that is there.
int lookback_days(const Step& step)
{
    constexpr int longest_month = 31;
    return 1 + step.count * (step.unit == Step::Unit::month ? longest_month : 1);
}

std::string written_text(const Backfilled& written, Timestamp now)
{
    std::string text = fmt::format(
        "wrote {} samples of {} series in {} families to {}\n{} step{} from {} to {}\n", written.samples,
        written.series, written.families, written.file.empty() ? "standard output" : written.file, written.steps,
        written.steps == 1 ? "" : "s", format_date(written.first), format_date(written.last));
    if (written.cut > 0) {
        text += fmt::format("{} later step{} left out: Prometheus may still hold what is newer than {} in its head\n",
                            written.cut, written.cut == 1 ? "" : "s", format_time(newest_importable(now)));
    }
    if (!written.labelled) {
        text +=
            "without job and instance, which scraped series have: --label=job=... --label=instance=... joins both\n";
    }
    return text;
}

}  // namespace

Timestamp newest_importable(Timestamp now) noexcept { return now - head; }

TsdbImport plan_import(Timestamp first, Timestamp last, Timestamp now) noexcept
{
    TsdbImport plan{shortest_block, {}};
    while (plan.block_duration < longest_block && plan.block_duration * most_blocks < last - first) {
        plan.block_duration *= 3;
    }
    plan.retention = year * (1 + years_up(std::max(now - first, Duration{1})));
    return plan;
}

std::string import_text(const Backfilled& written, Timestamp now)
{
    const TsdbImport plan = plan_import(written.first, written.last, now);
    const std::string file = written.file.empty() ? "FILE" : written.file;
    const auto span = std::chrono::ceil<days>(written.last - written.first) + days{1};
    return written_text(written, now) +
           fmt::format(
               "\n"
               "To import it, where DATA is --storage.tsdb.path of Prometheus and its user runs promtool:\n"
               "  1. start Prometheus with --storage.tsdb.retention.time={}y\n"
               "     (the default of 15d deletes older blocks as soon as it sees them)\n"
               "  2. promtool tsdb create-blocks-from openmetrics --max-block-duration={}h {} DATA\n"
               "     (Prometheus finds the blocks within about a minute)\n"
               "To count back what arrived:\n"
               "  promtool tsdb dump --match='{{__name__=~\"entangled_.+\"}}' DATA | entangled backfill-check {}\n"
               "or ask the running server for one family, of which it has to say {}:\n"
               "  curl -sG http://127.0.0.1:9090/api/v1/query -d time={} \\\n"
               "    --data-urlencode 'query=sum(count_over_time(entangled_reading_state[{}d]))'\n"
               "Prometheus draws nothing 5 minutes after a sample: graphs of it need last_over_time(NAME[{}d]).\n",
               plan.retention / year, plan.block_duration.count(), file, file, written.states,
               unix_seconds(written.last), span.count(), lookback_days(written.step));
}

}  // namespace entangled
