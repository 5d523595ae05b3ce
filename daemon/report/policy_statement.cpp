#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "daemon/report/figure_text.hpp"
#include "daemon/report/statements.hpp"

namespace entangled::report {
namespace {

struct Measure {
    Finding finding;
    const Policy* record{};  ///< null if it is not known
    std::optional<Timestamp> end;
};

// As the kind finds it: by its own id or as the successor of the one that is configured.
const Policy* record_of(const Scene& scene, std::string_view id)
{
    for (const Policy* policy : View(*scene.cycle.dataset, scene.as_of).policies()) {
        if (policy->id == id || policy->supersedes == id) return policy;
    }
    return nullptr;
}

std::vector<Measure> measures_of(const Scene& scene)
{
    std::vector<Measure> all;
    for (const auto& finding : findings(scene.cycle, "policy_end")) {
        Measure measure{finding, record_of(scene, label_of(finding.planned->body, "policy")), std::nullopt};
        if (finding.reading->value) {
            measure.end = Timestamp{Duration{std::llround(*finding.reading->value * 1000.0)}};
        }
        all.push_back(measure);
    }
    return all;
}

std::string title_of(const Measure& measure)
{
    return measure.record && !measure.record->title.empty() ? measure.record->title
                                                            : measure.finding.planned->body.subject;
}

// The day the notice names; the reading itself is the midnight after it where the measure was imposed.
std::string last_day_of(const Measure& measure)
{
    if (measure.record && measure.record->expires) return format_date(*measure.record->expires);
    return measure.end ? format_date(*measure.end - Duration{1}) : std::string{};
}

std::string days_left(Timestamp end, Timestamp now)
{
    const auto days = std::chrono::floor<std::chrono::days>(end - now).count();
    return days == 0 ? "less than a day left" : counted(static_cast<std::size_t>(days), "day", "days") + " left";
}

std::vector<Measure> with_answer(const std::vector<Measure>& all, std::string_view answer)
{
    std::vector<Measure> chosen;
    for (const auto& measure : all) {
        if (measure.finding.reading->state == ReadingState::ok && measure.finding.reading->answer == answer) {
            chosen.push_back(measure);
        }
    }
    const auto when = [](const Measure& m) { return m.end.value_or(Timestamp::max()); };
    std::stable_sort(chosen.begin(), chosen.end(),
                     [&](const Measure& a, const Measure& b) { return when(a) < when(b); });
    return chosen;
}

void add_in_force(Statement& statement, const std::vector<Measure>& in_force, Timestamp now)
{
    std::size_t endless = 0;
    for (const auto& measure : in_force) {
        if (!measure.end) {
            ++endless;
            continue;
        }
        statement.details.push_back(
            fmt::format("{}: last day {}, {}.", title_of(measure), last_day_of(measure), days_left(*measure.end, now)));
    }
    if (endless > 0)
        statement.details.push_back(counted(endless, "measure", "measures") + " in force without an end date.");
}

std::string policy_answer(const std::vector<Measure>& unresolved, const std::vector<Measure>& in_force, Timestamp now)
{
    std::string text = "No measure is past its date without a recorded outcome";
    if (!unresolved.empty()) {
        text = counted(unresolved.size(), "measure is past its date", "measures are past their dates") +
               " with no recorded outcome";
    }
    if (in_force.empty() || !in_force.front().end) return text + "; none in force has a known end date.";
    return text + fmt::format("; the next to end has {}.", days_left(*in_force.front().end, now));
}

}  // namespace

std::string subject_text(const Scene& scene, const Finding& finding)
{
    const std::string& subject = finding.planned->body.subject;
    if (finding.planned->kind->name != "policy_end") return subject;
    const Policy* record = record_of(scene, label_of(finding.planned->body, "policy"));
    return record && !record->title.empty() ? fmt::format("{}: {}", subject, record->title) : subject;
}

Statement policy_statement(const Scene& scene)
{
    Statement statement{"policies", "Which measures are about to end?", {}, {}};
    const Timestamp now = scene.cycle.at;
    const auto all = measures_of(scene);
    if (all.empty()) {
        statement.answer = "Not configured: no reading looks at a dated measure.";
        return statement;
    }
    const auto unresolved = with_answer(all, "unresolved");
    const auto in_force = with_answer(all, "in_force");
    statement.answer = policy_answer(unresolved, in_force, now);
    for (const auto& measure : unresolved) {
        statement.details.push_back(fmt::format("{}: past its date {}, {} ago, with no recorded outcome.",
                                                title_of(measure), last_day_of(measure), age_text(measure.end, now)));
    }
    add_in_force(statement, in_force, now);
    for (const auto& measure : with_answer(all, "announced")) {
        const bool dated = measure.record && measure.record->effective;
        statement.details.push_back(
            fmt::format("{}: announced{}.", title_of(measure),
                        dated ? " for " + format_date(*measure.record->effective) : std::string{}));
    }
    const auto ended = with_answer(all, "ended");
    if (!ended.empty())
        statement.details.push_back(counted(ended.size(), "measure has", "measures have") + " a recorded end.");
    for (const auto& measure : all) {
        const Reading& reading = *measure.finding.reading;
        if (reading.reason)
            statement.details.push_back(fmt::format("{}: {}.", measure.finding.planned->id, reading.reason->detail));
    }
    return statement;
}

}  // namespace entangled::report
