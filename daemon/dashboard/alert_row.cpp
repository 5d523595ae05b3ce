#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "daemon/dashboard/query.hpp"
#include "daemon/dashboard/rows.hpp"
#include "daemon/dashboard/table.hpp"

namespace entangled::dashboard {
namespace {

// From the least to the most urgent. An alert on a measure without an end date is unknown for good: that is no news.
constexpr std::array<std::string_view, 6> by_urgency{"unknown", "ok", "clearing", "pending", "held", "firing"};

std::vector<Choice> states()
{
    return {{"unknown", quiet_colour}, {"ok", "green"},    {"clearing", "yellow"},
            {"pending", "orange"},     {"held", "purple"}, {"firing", "red"}};
}

std::string instances(std::string_view base) { return fmt::format("max by (alert, reading) ({})", series(base)); }

// The edge of an alert for each of its instances that is listed.
std::string edge(std::string_view name, const std::string& listed)
{
    const auto edges = series("alert_threshold", {{"edge", "=", std::string{name}}});
    return fmt::format("({} ^ 0) * on (alert) group_left () max by (alert) ({})", listed, edges);
}

Panel course_of_alerts(std::size_t count)
{
    Panel panel =
        timeline("Alerts",
                 "The most urgent state of each alert: firing, held, pending, clearing, ok, unknown. Held: the "
                 "input is missing, which resolves nothing. Past states need `backfill --alerts`, and one is drawn on "
                 "for the time of the look back.",
                 states());
    panel.queries.push_back({position_of_state({"alert_state", {}, by_urgency, "alert"}), "{{alert}}", true});
    panel.width = 14;
    panel.height = std::clamp(static_cast<int>(count) + 3, 6, 14);
    return panel;
}

Panel thresholds(int height)
{
    const auto of = [](std::string_view name) {
        return fmt::format("max by (alert) ({})", series("alert_threshold", {{"edge", "=", std::string{name}}}));
    };
    const std::string review = series("alert_review_timestamp_seconds");
    Panel panel = table("Thresholds",
                        "As the daemon has them, in the unit of what each alert watches; days for alerts on dates. The "
                        "day is by when the owner of a threshold has to look at it again.",
                        {{"alert"}, {}},
                        {{"enter", of("enter")},
                         {"exit", of("exit")},
                         {"review by", fmt::format("max by (alert) ({}) * 1000", review), Cell::day}});
    panel.width = 10;
    panel.height = height;
    return panel;
}

Panel instances_on()
{
    const StateSet set{"alert_state", {}, by_urgency, "alert, reading, severity, audience", false};
    const std::string on = fmt::format("{} > 2", position_of_state(set));
    const std::string listed =
        fmt::format("({})", position_of_state({"alert_state", {}, by_urgency, "alert, reading", false}) + " > 2");
    Column held{"held from", fmt::format("max by (alert, reading, state) ({})", series("alert_held_phase")),
                Cell::label, {},
                {},          "state"};
    Panel panel = table("Alerts that are on or held",
                        "Each instance that fires, is held, pending or clearing: what it is judged by, its thresholds, "
                        "and the state that a held one goes back to.",
                        {{"alert", "reading", "severity", "audience"}, {}},
                        {{"state", on, Cell::state, {}, states()},
                         {"judged by", fmt::format("{} and on (alert, reading) {}", instances("alert_value"), listed)},
                         {"enter", edge("enter", listed)},
                         {"exit", edge("exit", listed)},
                         held});
    panel.defaults["noValue"] = "no alert is on, or no answer at that time";
    panel.width = 24;
    panel.height = 9;
    return panel;
}

}  // namespace

void add_alerts(Board& board, const Plan& plan)
{
    board.row("Alerts");
    const Panel course = course_of_alerts(plan.alerts.size());
    board.add(course);
    board.add(thresholds(course.height));
    board.add(instances_on());
}

}  // namespace entangled::dashboard
