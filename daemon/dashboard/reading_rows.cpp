#include <fmt/format.h>
#include <algorithm>

#include "daemon/dashboard/kind_readings.hpp"
#include "daemon/dashboard/query.hpp"
#include "daemon/dashboard/rows.hpp"
#include "daemon/report/clean_text.hpp"
#include "daemon/report/kind_groups.hpp"

namespace entangled::dashboard {
namespace {

constexpr int full_width = 24;
constexpr int height_of_acts = 9;
constexpr std::size_t few_readings = 6;  // that half the width has room for

Column oldest_input(const KindReadings& some)
{
    return {"oldest", last_day_of(some, "reading_oldest_observation_timestamp_seconds"), Cell::month};
}

Column periods(const KindReadings& some)
{
    const Matchers these{{"reading", "=~", ids_of(some)}};
    return {"periods",
            fmt::format("max by (reading) ({})", while_ok(latest(series("reading_periods", these)), ids_of(some)))};
}

// Answer, value with bounds and the inputs it rests on, or why there is none.
Panel findings(const KindReadings& some)
{
    std::vector<Column> columns;
    if (!some.kind->answers.empty()) {
        columns.push_back(
            {"answer",
             position_of_state(
                 {fmt::format("{}_state", some.kind->name), {{"reading", "=~", ids_of(some)}}, some.kind->answers}),
             Cell::state,
             {},
             answers_of(*some.kind)});
    }
    std::string unit{some.kind->unit};
    std::replace(unit.begin(), unit.end(), '_', ' ');
    const std::string title = heading(*some.kind) + (unit.empty() ? "" : fmt::format(" ({})", unit));
    columns.push_back({"lower", values_of(some, "_lower")});
    columns.push_back({"value", values_of(some, "")});
    columns.push_back({"upper", values_of(some, "_upper")});
    columns.push_back(periods(some));
    columns.push_back(oldest_input(some));
    add_origin(columns, some);
    return table(title, table_description(*some.kind), key_of(some), columns);
}

// Without bounds: for what is counted.
Panel states(const KindReadings& some)
{
    std::vector<Column> columns{{"value", values_of(some, "")}};
    add_origin(columns, some);
    return table(heading(*some.kind) + ": now", table_description(*some.kind), key_of(some), columns);
}

KindReadings chosen_from(const KindReadings& some, bool (*wanted)(const PlannedReading&))
{
    KindReadings chosen{some.kind, {}};
    std::copy_if(some.readings.begin(), some.readings.end(), std::back_inserter(chosen.readings),
                 [&](const PlannedReading* reading) { return wanted(*reading); });
    return chosen;
}

bool is_of_one_front(const PlannedReading& reading)
{
    return std::any_of(reading.body.labels.begin(), reading.body.labels.end(),
                       [](const auto& label) { return label.first == "front" && label.second != "all"; });
}

void add_course_of_acts(Board& board, const Plan& plan, const KindReadings& some, std::string_view title_end)
{
    if (some.readings.empty()) return;
    Panel panel = sized(course(plan, some), 12, height_of_acts);
    panel.title += title_end;
    panel.description += "\n\nThe mark is the end of the record: after it, and a time of grace, nothing is shown.";
    panel.overlay = Overlay::record_end;
    board.add(panel);
}

}  // namespace

void add_flows(Board& board, const Plan& plan)
{
    board.row("Flows against their base");
    bool any = false;
    for (const auto& one : kinds_of(plan, "dependence")) {
        if (is_share(*one.kind)) continue;
        board.add(sized(course(plan, one), 12, 8));
        board.add(sized(states(one), 12, 8));
        any = true;
    }
    if (!any) board.add(words("Flows", "Not configured: no reading of a flow."));
}

void add_speeds(Board& board, const Plan& plan)
{
    board.row("Speeds: who sheds its dependence");
    const auto kinds = kinds_of(plan, "race");
    for (const auto& one : kinds) {
        Panel panel = findings(one);
        board.add(sized(panel, full_width, panel.height));
    }
    for (const auto& one : kinds) {
        if (!one.kind->labels.empty()) board.add(sized(course(plan, one), 12, 8));
    }
    if (kinds.empty()) board.add(words("Speeds", "Not configured: no reading of a speed."));
}

void add_acts(Board& board, const Plan& plan)
{
    board.row("Acts, as far as the record reaches");
    auto kinds = kinds_of(plan, "escalation");
    std::erase_if(kinds, [](const auto& one) { return is_policy(*one.kind); });
    for (const auto& one : kinds) {
        const auto all = chosen_from(one, [](const PlannedReading& reading) { return !is_of_one_front(reading); });
        add_course_of_acts(board, plan, all, "");
        add_course_of_acts(board, plan, chosen_from(one, is_of_one_front), " by front");
    }
    for (auto one = kinds.rbegin(); one != kinds.rend(); ++one) {
        board.add(sized(states(*one), one->readings.size() > few_readings ? full_width : 12, height_of_acts));
    }
    if (kinds.empty()) board.add(words("Acts", "Not configured: no reading looks at acts."));
}

void add_others(Board& board, const Plan& plan)
{
    std::string_view group;
    for (const auto& one : kinds_of(plan)) {
        const auto own = report::group_of(one.kind->name);
        if (is_share(*one.kind) || own == "dependence" || own == "race" || own == "escalation") continue;
        if (own != group) board.row(report::heading_of(own));
        group = own;
        Panel panel = findings(one);
        board.add(sized(panel, full_width, panel.height));
    }
}

}  // namespace entangled::dashboard
