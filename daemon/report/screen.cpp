#include "daemon/report/screen.hpp"

#include <algorithm>
#include <array>

#include "daemon/report/kind_groups.hpp"

namespace entangled::report {
namespace {

ReadingRow row_of(const Scene& scene, const Finding& finding)
{
    const IndicatorKind& kind = *finding.planned->kind;
    const bool is_share = kind.unit == "ratio" && kind.range.ends_with(", 1]");
    return {finding.planned->id,
            std::string(kind.name),
            subject_text(scene, finding),
            std::string(kind.unit),
            is_share,
            finding.planned->body.labels,
            *finding.reading};
}

std::vector<ReadingGroup> groups_of(const Scene& scene)
{
    std::vector<ReadingGroup> groups;
    for (const auto name : kind_groups()) groups.push_back({std::string(name), {}});
    groups.push_back({"other", {}});
    for (const auto& finding : findings(scene.cycle, {})) {
        const auto name = group_of(finding.planned->kind->name);
        const auto group =
            std::find_if(groups.begin(), groups.end(), [&](const ReadingGroup& g) { return g.name == name; });
        group->rows.push_back(row_of(scene, finding));
    }
    std::erase_if(groups, [](const ReadingGroup& group) { return group.rows.empty(); });
    return groups;
}

std::size_t urgency(AlertPhase phase)
{
    constexpr std::array order{AlertPhase::firing,   AlertPhase::held,    AlertPhase::pending,
                               AlertPhase::clearing, AlertPhase::unknown, AlertPhase::ok};
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), phase) - order.begin());
}

std::vector<AlertRow> alerts_of(const Cycle& cycle)
{
    std::vector<AlertRow> rows;
    const auto& rules = cycle.plan->alerts;
    for (const auto& [key, instance] : cycle.alerts) {
        AlertRow row{key, instance, {}, {}, {}, {}};
        const auto rule =
            std::find_if(rules.begin(), rules.end(), [&](const AlertRule& r) { return r.name == row.key.alert; });
        if (rule != rules.end()) {
            row.severity = rule->severity;
            row.audience = rule->audience;
            row.summary = rule->summary;
            row.unit = judged_unit(*cycle.plan, *rule, key.instance);
        }
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const AlertRow& a, const AlertRow& b) {
        return urgency(a.instance.phase) < urgency(b.instance.phase);
    });
    return rows;
}

FeedRow row_of(const Feed& feed, Timestamp at)
{
    const FeedContents& contents = *feed.contents;
    FeedRow row{feed.id, feed.status, false, 0, 0};
    row.overdue = feed.status.retrieved && at - *feed.status.retrieved > feed.status.stale_after;
    for (const auto& table : contents.tables) {
        for (const auto& series : table.series) row.figures += series.observations.size();
    }
    row.records =
        contents.acts.size() + contents.policies.size() + contents.projects.size() + contents.memberships.size();
    return row;
}

}  // namespace

std::string judged_unit(const Plan& plan, const AlertRule& rule, std::string_view instance)
{
    if (rule.condition == AlertCondition::days_until) return "days";
    if (rule.condition == AlertCondition::feed_revision) return "ratio";
    const PlannedReading* planned = plan.find(instance);
    return planned ? std::string(planned->kind->unit) : std::string{};
}

Screen first_screen(const Cycle& cycle, std::optional<Timestamp> as_of)
{
    Screen screen;
    screen.at = cycle.at;
    screen.as_of = as_of.value_or(cycle.at);
    const Scene scene{cycle, screen.as_of};
    screen.statements = {supply_statement(scene), race_statement(scene),  escalation_statement(scene),
                         policy_statement(scene), alert_statement(scene), input_statement(scene)};
    screen.groups = groups_of(scene);
    screen.alerts = alerts_of(cycle);
    for (const auto& feed : cycle.dataset->feeds()) screen.feeds.push_back(row_of(feed, cycle.at));
    return screen;
}

}  // namespace entangled::report
