#include <fmt/format.h>
#include <algorithm>
#include <cstdio>

#include "daemon/commands/look.hpp"
#include "daemon/commands/terminal.hpp"
#include "daemon/engine/cycle.hpp"
#include "daemon/report/catalogue.hpp"
#include "daemon/report/csv.hpp"
#include "daemon/report/difference_text.hpp"
#include "daemon/report/explanation.hpp"
#include "daemon/report/json.hpp"
#include "daemon/report/text.hpp"

namespace entangled {
namespace {

int print_differences(const Look& look, const std::string& against)
{
    // `look_at` has refused anything that is not a day.
    const auto [earlier, later] = std::minmax({look.as_of, Timestamp{*parse_date(against)}});
    const auto differences = report::compare(look.snapshot.configuration->plan, look.snapshot.dataset, earlier, later);
    return print(report::differences_text(differences, earlier, later, terminal_style()));
}

// What would be firing on a first look: alert states are those of a daemon that starts at `now`.
CyclePtr cycle_of(const Look& look)
{
    const auto& plan = look.snapshot.configuration->plan;
    if (look.as_of == look.now) return next_cycle(nullptr, {}, plan, look.snapshot.dataset, look.now);
    return cycle_as_of(plan, look.snapshot.dataset, look.as_of, look.now);
}

}  // namespace

int print_report(const LookOptions& options)
{
    if (options.catalogue) return print(report::catalogue_markdown());
    const auto look = look_at(options);
    if (!look) return exit_usage;
    if (!options.against.empty()) return print_differences(*look, options.against);
    const CyclePtr cycle = cycle_of(*look);
    const report::Screen screen = report::first_screen(*cycle, look->as_of);
    if (options.format == "json") return print(report::screen_json(screen));
    if (options.format == "csv") return print(report::readings_csv(screen));
    if (options.format == "table") return print(report::readings_text(screen, terminal_style()));
    return print(report::screen_text(screen, terminal_style()));
}

int explain_reading(const LookOptions& options, const std::string& reading)
{
    const auto look = look_at(options);
    if (!look) return exit_usage;
    const Plan& plan = *look->snapshot.configuration->plan;
    const auto position = plan.position(reading);
    if (!position) {
        fmt::print(stderr, "'{}' is not a reading; the readings are:\n{}", reading,
                   report::configured_text(plan, terminal_style()));
        return exit_usage;
    }
    const Explained explained = explain(plan, *look->snapshot.dataset, *position, look->as_of, look->now);
    return print(report::explain_text(plan, *position, explained, look->as_of, look->now, terminal_style()));
}

}  // namespace entangled
