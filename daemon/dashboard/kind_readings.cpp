#include "daemon/dashboard/kind_readings.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "daemon/dashboard/query.hpp"
#include "daemon/report/clean_text.hpp"
#include "daemon/report/kind_groups.hpp"

namespace entangled::dashboard {
namespace {

std::string without_end(std::string_view text) { return std::string{text.substr(0, text.find_last_not_of('.') + 1)}; }

// Of the alerts that judge the value of one of these readings.
std::vector<std::string> alerts_on(const Plan& plan, const KindReadings& some)
{
    std::vector<std::string> names;
    for (const auto& alert : plan.alerts) {
        const bool watches =
            alert.condition == AlertCondition::value && alert.threshold &&
            std::any_of(some.readings.begin(), some.readings.end(), [&](const PlannedReading* reading) {
                return std::find(alert.readings.begin(), alert.readings.end(), reading->id) != alert.readings.end();
            });
        if (watches) names.push_back(alert.name);
    }
    return names;
}

}  // namespace

std::vector<KindReadings> kinds_of(const Plan& plan)
{
    std::vector<KindReadings> kinds;
    for (const auto& reading : plan.readings) {
        auto found =
            std::find_if(kinds.begin(), kinds.end(), [&](const auto& one) { return one.kind == reading.kind; });
        if (found == kinds.end()) found = kinds.insert(kinds.end(), {reading.kind, {}});
        found->readings.push_back(&reading);
    }
    return kinds;
}

std::vector<KindReadings> kinds_of(const Plan& plan, std::string_view group)
{
    auto kinds = kinds_of(plan);
    std::erase_if(kinds, [&](const auto& one) { return report::group_of(one.kind->name) != group; });
    return kinds;
}

bool is_share(const IndicatorKind& kind) noexcept { return kind.unit == "ratio" && kind.range.ends_with(", 1]"); }

bool is_policy(const IndicatorKind& kind) noexcept
{
    return std::find(kind.labels.begin(), kind.labels.end(), "policy") != kind.labels.end();
}

std::string heading(const IndicatorKind& kind)
{
    constexpr std::string_view concentration = "hhi";
    std::string text = report::heading_of(kind.name);
    if (text.ends_with(concentration)) text.replace(text.size() - concentration.size(), concentration.size(), "HHI");
    return text;
}

std::string description(const IndicatorKind& kind)
{
    return fmt::format("{}.\n\nFormula: {}.\n\nSource: {}.\n\nLimitation: {}.", without_end(kind.help),
                       without_end(kind.formula), without_end(kind.source), without_end(kind.limitation));
}

std::string table_description(const IndicatorKind& kind)
{
    return description(kind) + "\n\nNewest, and oldest: the last month, or the day, of the newest and oldest input.";
}

std::string ids_of(const KindReadings& some)
{
    std::vector<std::string> ids;
    for (const auto* reading : some.readings) ids.push_back(reading->id);
    return any_of(ids);
}

Key key_of(const KindReadings& some)
{
    std::map<std::string_view, int> times;
    for (const auto* reading : some.readings) ++times[reading->body.subject];
    Key key{{"reading"}, {}};
    for (const auto* reading : some.readings) {
        const std::string subject = report::one_line(reading->body.subject);
        const bool is_clear = !subject.empty() && times[reading->body.subject] == 1;
        key.words.emplace_back(reading->id, is_clear ? subject : fmt::format("{} ({})", subject, reading->id));
    }
    return key;
}

std::string values_of(const KindReadings& some, std::string_view suffix)
{
    const std::string unit = some.kind->unit.empty() ? "" : fmt::format("_{}", some.kind->unit);
    const std::string ids = ids_of(some);
    const std::string family = fmt::format("{}{}{}", some.kind->name, suffix, unit);
    return fmt::format("max by (reading) ({})", while_ok(latest(series(family, {{"reading", "=~", ids}})), ids));
}

void add_origin(std::vector<Column>& columns, const KindReadings& some)
{
    const Matchers these{{"reading", "=~", ids_of(some)}};
    columns.push_back({"newest", last_day_of(some, "reading_newest_observation_timestamp_seconds"),
                       some.readings.front()->body.reads_records ? Cell::day : Cell::month});
    // A reason is not looked back for: there is one at a time.
    const std::string reason = series("reading_unknown_reason", these);
    const std::string state = latest(series("reading_state", these));
    columns.push_back(
        {"state",
         fmt::format("max by (reading, state) (label_replace({0}, \"state\", \"$1\", \"reason\", \"(.+)\") "
                     "or {1} == 1 unless on (job, instance, reading) {0})",
                     reason, state),
         Cell::label,
         {},
         reading_states(),
         "state"});
}

std::string last_day_of(const KindReadings& some, std::string_view base)
{
    const std::string ids = ids_of(some);
    const std::string time = while_ok(latest(series(base, {{"reading", "=~", ids}})), ids);
    const bool is_date = some.readings.front()->body.reads_records;
    return is_date ? fmt::format("max by (reading) ({}) * 1000", time)
                   : fmt::format("(max by (reading) ({}) - 1) * 1000", time);
}

std::vector<Choice> reading_states()
{
    std::vector<Choice> choices{
        {"ok", "green"}, {"insufficient", "orange"}, {"not_configured", quiet_colour}, {"unknown", "orange"}};
    for (int code = 0; code <= static_cast<int>(Errc::internal_error); ++code) {
        const auto reason = to_string(static_cast<Errc>(code));
        if (reason != "not_configured") choices.push_back({reason, "orange"});
    }
    return choices;
}

std::vector<Choice> answers_of(const IndicatorKind& kind)
{
    static constexpr std::array<std::string_view, 4> colours{"blue", "purple", "super-light-blue",
                                                             "super-light-purple"};
    std::vector<Choice> choices;
    for (const auto answer : kind.answers) {
        const bool is_open = answer == "undecided" || answer == "unresolved";
        choices.push_back({answer, is_open ? "yellow" : colours[choices.size() % colours.size()]});
    }
    return choices;
}

Panel course(const Plan& plan, const KindReadings& some)
{
    Panel panel = graph(heading(*some.kind), description(*some.kind), plain_number,
                        "no reading has a value in this time: the table says why");
    panel.queries.push_back({values_of(some, ""), "{{reading}}", true});
    const auto alerts = alerts_on(plan, some);
    if (!alerts.empty()) {
        // The threshold of the end of the range over all of it: only that one is known to be in force.
        const auto selector =
            series("alert_threshold", {{"alert", "=~", any_of(alerts)}, {"edge", "=~", "enter|exit"}});
        panel.queries.push_back(
            {fmt::format("max by (alert, edge) ({} @ end())", selector), "{{alert}}: {{edge}}", true});
        panel.overrides.push_back(override_of(
            "byFrameRefID", "B",
            {{"custom.lineStyle", boost::json::object{{"fill", "dash"}, {"dash", boost::json::array{8, 8}}}},
             {"custom.lineWidth", 1}}));
    }
    panel.overlay = Overlay::firing_alerts;
    return panel;
}

}  // namespace entangled::dashboard
