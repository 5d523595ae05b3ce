#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <iterator>

#include "daemon/commands/commands.hpp"
#include "daemon/commands/history.hpp"
#include "daemon/commands/look.hpp"
#include "daemon/commands/output.hpp"
#include "daemon/commands/past.hpp"
#include "daemon/commands/progress.hpp"
#include "daemon/metrics/cycle_families.hpp"
#include "daemon/metrics/history.hpp"
#include "daemon/replay/replay.hpp"
#include "daemon/replay/tsdb_import.hpp"

namespace entangled {
namespace {

// Of alerts, the states only: thresholds and days of review are those of today's configuration.
std::vector<MetricFamily> families_of(const Cycle& cycle, bool alerts)
{
    std::vector<MetricFamily> families = reading_families(cycle);
    if (!alerts) return families;
    std::vector<MetricFamily> more = alert_families(cycle);
    std::erase_if(more, [](const MetricFamily& family) { return family.type != MetricType::stateset; });
    std::move(more.begin(), more.end(), std::back_inserter(families));
    return families;
}

Result<MetricHistory> empty_history(const std::vector<std::string>& labels)
{
    MetricHistory::CommonLabels common;
    for (const std::string& label : labels) {
        const std::size_t equals = label.find('=');
        if (equals == std::string::npos) {
            return Error{Errc::bad_value, fmt::format("'{}' is not of the form NAME=VALUE", label)};
        }
        common.emplace_back(label.substr(0, equals), label.substr(equals + 1));
    }
    return MetricHistory::make(common);
}

Result<void> fill(MetricHistory& history, const Past& past, bool alerts)
{
    Progress progress(past.days.size(), false);
    Replay replay(past.snapshot.configuration->plan, past.snapshot.dataset);
    for (const Date day : past.days) {
        const ReplayStep step = replay.advance(Timestamp{day});
        if (auto added = history.add(families_of(*step.cycle, alerts), step.cycle->at); !added) return added;
        progress.step(format_date(day));
    }
    return {};
}

Backfilled facts_of(const MetricHistory& history, const Past& past, const BackfillOptions& options)
{
    return {options.output,
            !options.labels.empty(),
            history.samples(),
            history.samples_of("entangled_reading_state"),
            history.series(),
            history.families(),
            past.days.size(),
            past.cut,
            Timestamp{past.days.front()},
            Timestamp{past.days.back()},
            past.step};
}

}  // namespace

int backfill(const BackfillOptions& options, Timestamp now)
{
    const auto imported = read_day("--now", options.now, now);
    if (!imported) return exit_usage;
    const auto past = look_back(options.span, *imported, newest_importable(*imported));
    if (!past) return exit_usage;
    auto history = empty_history(options.labels);
    if (!history) {
        fmt::print(stderr, "--label: {}\n", history.error().detail);
        return exit_usage;
    }
    auto output = Output::open(options.output);
    if (!output) return exit_failure;
    if (const auto filled = fill(*history, *past, options.alerts); !filled) {
        fmt::print(stderr, "no backfill: {}\n", filled.error().detail);
        return exit_failure;
    }
    const bool written = history->write([&](std::string_view piece) { return output->write(piece); });
    if (!written || !output->finish()) return exit_failure;
    fmt::print(stderr, "{}", import_text(facts_of(*history, *past, options), *imported));
    return exit_ok;
}

}  // namespace entangled
