#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "daemon/dashboard/kind_readings.hpp"
#include "daemon/dashboard/query.hpp"
#include "daemon/dashboard/rows.hpp"
#include "daemon/report/statements.hpp"

namespace entangled::dashboard {
namespace {

constexpr std::string_view no_reading = "no reading has a value";

KindReadings all_of_group(const Plan& plan, std::string_view group)
{
    KindReadings all;
    for (const auto& one : kinds_of(plan, group)) {
        if (!is_policy(*one.kind)) all.readings.insert(all.readings.end(), one.readings.begin(), one.readings.end());
    }
    return all;
}

Panel not_configured(std::string title, std::string_view what)
{
    return words(std::move(title), fmt::format("Not configured: {}.", what));
}

Panel holdings(const Plan& plan)
{
    const std::string question = "What does each side hold almost alone?";
    for (const auto& one : kinds_of(plan)) {
        if (one.kind->name != "supply_share") continue;
        const std::string ids = ids_of(one);
        const Matchers these{{"reading", "=~", ids}};
        const std::string floor = fmt::format("({} or {})", latest(series("supply_share_ratio", these)),
                                              latest(series("supply_share_lower_ratio", these)));
        Panel panel = stat(question,
                           fmt::format("Number of stages of which a supplier has at least {} of the supply, its lower "
                                       "bound counted where only bounds are known. A share of supply is not yet a "
                                       "dependence: substitutes and stocks are not counted.",
                                       report::dominant_share),
                           plain_number, no_reading);
        panel.queries.push_back(
            {fmt::format("sum by (supplier) (({}) >= bool {})", while_ok(floor, ids), report::dominant_share),
             "{{supplier}}"});
        return panel;
    }
    return not_configured(question, "no reading of supply");
}

// Comparisons of the two sides are the kinds of the race without a subject of their own.
Panel race(const Plan& plan)
{
    Panel panel = stat("Who sheds its dependence faster?",
                       "The answer of each comparison of the two sides. Undecided is an answer: the row of speeds says "
                       "why. Nothing is said of series that do not share basis and window.",
                       plain_number, "no answer at that time");
    for (const auto& one : kinds_of(plan, "race")) {
        if (!one.kind->labels.empty() || one.kind->answers.empty()) continue;
        const std::string base = fmt::format("{}_state", one.kind->name);
        panel.overrides.push_back(override_of("byFrameRefID", reference(panel.queries.size()),
                                              {{"mappings", mappings_of(answers_of(*one.kind))}}));
        panel.queries.push_back(
            {position_of_state({base, {{"reading", "=~", ids_of(one)}}, one.kind->answers}), "{{reading}}"});
    }
    if (panel.queries.empty()) return not_configured(panel.title, "no reading compares the two sides");
    return panel;
}

Panel escalation(const Plan& plan)
{
    const KindReadings acts = all_of_group(plan, "escalation");
    Panel panel = stat("Do the two sides escalate?",
                       "How far the record of acts reaches, and how many readings of acts are in which state. That no "
                       "act is on record after that day says nothing about that time.",
                       plain_number, "no answer at that time");
    if (acts.readings.empty()) return not_configured(panel.title, "no reading looks at acts");
    panel.queries.push_back({fmt::format("max by (feed) ({}) * 1000", series("feed_complete_until_timestamp_seconds")),
                             "record of {{feed}} complete until"});
    panel.queries.push_back(
        {fmt::format("sum by (state) ({}) > 0", latest(series("reading_state", {{"reading", "=~", ids_of(acts)}}))),
         "readings {{state}}"});
    panel.overrides.push_back(override_of("byFrameRefID", "A", {{"unit", "time:YYYY-MM-DD"}}));
    return panel;
}

// Boost.JSON writes 7 as 7E0 if it is not an integer.
boost::json::value whole_if_possible(double number)
{
    if (std::abs(number) < 1e9 && std::floor(number) == number) return static_cast<std::int64_t>(number);
    return number;
}

// Days at which an alert on the days until the end of a policy fires, with its urgency as a colour.
boost::json::object steps_of(const Plan& plan)
{
    std::vector<std::pair<double, std::string_view>> edges;
    for (const auto& alert : plan.alerts) {
        if (alert.condition != AlertCondition::days_until || !alert.threshold) continue;
        const std::string_view colour = alert.severity == "critical"  ? "red"
                                        : alert.severity == "warning" ? "orange"
                                                                      : "yellow";
        edges.emplace_back(alert.threshold->enter, colour);
    }
    std::sort(edges.begin(), edges.end());
    boost::json::array steps;
    boost::json::value from = nullptr;
    for (const auto& [edge, colour] : edges) {
        steps.push_back(boost::json::object{{"color", colour}, {"value", from}});
        from = whole_if_possible(edge);
    }
    steps.push_back(boost::json::object{{"color", "text"}, {"value", from}});
    return {{"mode", "absolute"}, {"steps", std::move(steps)}};
}

Panel policies(const Plan& plan)
{
    const std::string question = "Which measures are about to end?";
    for (const auto& one : kinds_of(plan)) {
        if (!is_policy(*one.kind)) continue;
        // An end date that was taken back must not stay on for the time of the look back.
        const std::string end = series("policy_end_timestamp_seconds");
        std::vector<Column> columns{{"state",
                                     position_of_state({"policy_state", {}, one.kind->answers, "policy"}),
                                     Cell::state,
                                     {},
                                     answers_of(*one.kind)},
                                    {"days left", fmt::format("max by (policy) ({} - time()) / 86400", end)},
                                    {"end", fmt::format("max by (policy) ({}) * 1000", end), Cell::minute}};
        Panel panel = table(question,
                            description(*one.kind) +
                                "\n\nDays below 0 are days since the end; a dash is a measure without an "
                                "end date. Days and end are those of the present.",
                            {{"policy"}, {}}, columns);
        panel.overrides.push_back(override_of("byName", "days left",
                                              {{"decimals", 1},
                                               {"thresholds", steps_of(plan)},
                                               {"color", boost::json::object{{"mode", "thresholds"}}},
                                               {"custom.cellOptions", boost::json::object{{"type", "color-text"}}}}));
        return panel;
    }
    return not_configured(question, "no reading looks at a dated measure");
}

Panel alert_counts()
{
    Panel panel = stat("Which alerts are on?",
                       "Number of alert instances by state. Held and unknown ones cannot be judged: their input is "
                       "missing, which resolves nothing.",
                       plain_number, "no alert is configured, or no answer at that time");
    panel.queries.push_back(
        {fmt::format("sum by (state) ({})", series("alert_state", {{"state", "!=", "ok"}})), "{{state}}"});
    for (const auto& [state, colour] : std::array<std::pair<std::string_view, std::string_view>, 3>{
             {{"firing", "red"}, {"held", "purple"}, {"pending", "orange"}}}) {
        panel.overrides.push_back(override_of("byName", state, {{"color", fixed_colour(colour)}}));
    }
    return panel;
}

// Twice the interval is what the alert on a stalled cycle allows.
Panel ages(const Plan& plan)
{
    const auto age_of_oldest = [](std::string_view base) {
        return fmt::format("time() - min({} and on (job, instance, reading) {} == 1)", series(base),
                           series("reading_state", {{"state", "=", "ok"}}));
    };
    Panel panel = stat("How old is what is shown?",
                       "Time since the readings were evaluated, age of the newest input of the stalest value, and age "
                       "of the oldest input behind any value.",
                       "s", "no answer at that time");
    panel.queries = {
        {fmt::format("time() - max({})", latest(series("cycle_last_success_timestamp_seconds"))), "evaluated"},
        {age_of_oldest("reading_newest_observation_timestamp_seconds"), "stalest value"},
        {age_of_oldest("reading_oldest_observation_timestamp_seconds"), "oldest input"}};
    const auto late = std::chrono::duration_cast<std::chrono::seconds>(2 * plan.interval).count() + 60;
    boost::json::array steps{boost::json::object{{"color", "green"}, {"value", nullptr}},
                             boost::json::object{{"color", "red"}, {"value", late}}};
    panel.overrides.push_back(
        override_of("byName", "evaluated",
                    {{"color", boost::json::object{{"mode", "thresholds"}}},
                     {"thresholds", boost::json::object{{"mode", "absolute"}, {"steps", std::move(steps)}}}}));
    return panel;
}

Panel reading_counts()
{
    Panel panel = stat("How many readings have a value?",
                       "Number of readings by state; only those that are ok have a value. The tables below say why the "
                       "others have none.",
                       plain_number, "no answer at that time");
    panel.queries.push_back({fmt::format("sum by (state) ({})", series("reading_state")), "{{state}}"});
    return panel;
}

}  // namespace

void add_today(Board& board, const Plan& plan)
{
    board.row("What holds at the end of the time range");
    board.add(sized(holdings(plan), 8, 5));
    board.add(sized(race(plan), 8, 5));
    board.add(sized(escalation(plan), 8, 5));
    std::vector<Panel> right{sized(alert_counts(), 12, 4), sized(ages(plan), 12, 4), sized(reading_counts(), 12, 4)};
    board.add_columns({sized(policies(plan), 12, 12)}, right);
}

}  // namespace entangled::dashboard
