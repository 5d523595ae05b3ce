#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "daemon/report/figure_text.hpp"
#include "daemon/report/statements.hpp"

namespace entangled::report {
namespace {

std::size_t count_in(const AlertStates& states, AlertPhase phase)
{
    return static_cast<std::size_t>(
        std::count_if(states.begin(), states.end(), [&](const auto& state) { return state.second.phase == phase; }));
}

// `policy_ends (truce, quota); feed_broken (prices)`, so that no name is repeated.
std::string names_in(const AlertStates& states, AlertPhase phase)
{
    std::map<std::string, std::vector<std::string>> names;
    for (const auto& [key, instance] : states) {
        if (instance.phase == phase) names[key.alert].push_back(key.instance);
    }
    std::vector<std::string> alerts;
    for (const auto& [alert, instances] : names) {
        alerts.push_back(fmt::format("{} ({})", alert, fmt::join(instances, ", ")));
    }
    return fmt::format("{}", fmt::join(alerts, "; "));
}

struct Oldest {
    const Finding* finding{};
    Timestamp time{};
};

template <class Time>
std::optional<Oldest> oldest_by(const std::vector<Finding>& all, Time time)
{
    std::optional<Oldest> oldest;
    for (const auto& finding : all) {
        const std::optional<Timestamp> one = time(*finding.reading);
        if (finding.reading->state != ReadingState::ok || !one) continue;
        if (!oldest || *one < oldest->time) oldest = Oldest{&finding, *one};
    }
    return oldest;
}

std::string feed_text(const Feed& feed)
{
    std::string text = fmt::format("{} is {}", feed.id, to_string(feed.status.state));
    if (!feed.status.detail.empty()) text += ": " + feed.status.detail;
    return text;
}

bool is_overdue(const Feed& feed, Timestamp now)
{
    return feed.status.retrieved && now - *feed.status.retrieved > feed.status.stale_after;
}

void add_feeds(Statement& statement, const Scene& scene)
{
    for (const auto& feed : scene.cycle.dataset->feeds()) {
        if (feed.status.state != FeedState::ok) {
            statement.details.push_back(fmt::format("Feed {}.", feed_text(feed)));
        } else if (is_overdue(feed, scene.cycle.at)) {
            statement.details.push_back(fmt::format("Feed {} was last read on {}, longer ago than its limit.", feed.id,
                                                    format_date(*feed.status.retrieved)));
        }
        if (feed.status.complete_until && scene.cycle.at > *feed.status.complete_until + feed.status.grace) {
            statement.details.push_back(fmt::format("The record of {} is complete up to {} only.", feed.id,
                                                    format_date(*feed.status.complete_until)));
        }
    }
}

}  // namespace

Statement alert_statement(const Scene& scene)
{
    Statement statement{"alerts", "Which alerts are on?", {}, {}};
    const AlertStates& states = scene.cycle.alerts;
    if (states.empty()) {
        statement.answer = scene.cycle.plan->alerts.empty() ? "Not configured: there is no alert rule."
                                                            : "Not judged: this report does not run the alert rules.";
        return statement;
    }
    std::vector<std::string> counts;
    for (const auto phase : {AlertPhase::firing, AlertPhase::held, AlertPhase::pending, AlertPhase::clearing}) {
        const std::size_t count = count_in(states, phase);
        if (count == 0 && phase == AlertPhase::clearing) continue;
        counts.push_back(fmt::format("{} {}", count, to_string(phase)));
        if (count == 0) continue;
        const std::string_view why = phase == AlertPhase::held ? ": the input is missing, which resolves nothing" : "";
        statement.details.push_back(fmt::format("{}: {}{}.", to_string(phase), names_in(states, phase), why));
    }
    const std::size_t blind = count_in(states, AlertPhase::unknown);
    statement.answer =
        fmt::format("{}, of {}.", fmt::join(counts, ", "), counted(states.size(), "instance", "instances"));
    if (blind > 0)
        statement.details.push_back(
            fmt::format("{} of {} cannot be judged: the input is missing.", blind, states.size()));
    return statement;
}

Statement input_statement(const Scene& scene)
{
    Statement statement{"inputs", "How old is what is shown?", {}, {}};
    const auto all = findings(scene.cycle, {});
    const auto newest = oldest_by(all, [](const Reading& reading) { return reading.newest; });
    if (newest) {
        statement.answer =
            fmt::format("The stalest value is {}: its newest input is of {}, {} old.", newest->finding->planned->id,
                        period_text(*newest->finding->reading), age_text(newest->time, scene.cycle.at));
    } else {
        statement.answer = "No reading has a value.";
    }
    if (const auto oldest = oldest_by(all, [](const Reading& reading) { return reading.oldest; })) {
        statement.details.push_back(fmt::format("The oldest input behind any value is {} old: {}.",
                                                age_text(oldest->time, scene.cycle.at), oldest->finding->planned->id));
    }
    const auto known =
        std::count_if(all.begin(), all.end(), [](const Finding& f) { return f.reading->state == ReadingState::ok; });
    statement.details.push_back(fmt::format("{} of {} readings have a value.", known, all.size()));
    add_feeds(statement, scene);
    return statement;
}

}  // namespace entangled::report
