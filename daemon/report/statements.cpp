#include "daemon/report/statements.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "daemon/report/figure_text.hpp"

namespace entangled::report {
namespace {

std::vector<Finding> findings_of(const Cycle& cycle, std::string_view first, std::string_view second)
{
    auto all = findings(cycle, first);
    const auto more = findings(cycle, second);
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

// A and B are what the configuration lists first and second.
std::string answer_text(const std::string& answer)
{
    if (answer == "a_ahead") return "side A is ahead";
    return answer == "b_ahead" ? "side B is ahead" : answer;
}

std::string race_answer_of(const Finding& finding)
{
    const Reading& reading = *finding.reading;
    const std::string answer = reading.answer.empty() ? "undecided" : answer_text(reading.answer);
    if (reading.state == ReadingState::ok) {
        return fmt::format("{}: {}", answer, value_text(finding.planned->kind->unit, reading));
    }
    return fmt::format("{}: {}", answer, shortened(reading.reason->detail));
}

std::string race_detail_of(const Finding& finding)
{
    std::string text = fmt::format("{}: {}.", finding.planned->id, race_answer_of(finding));
    const Body& body = finding.planned->body;
    if (finding.reading->state == ReadingState::ok && !body.candidates && body.readings.size() == 2) {
        text += fmt::format(" A is {}, B is {}.", body.readings.front(), body.readings.back());
    }
    return text;
}

std::string capitalised(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

std::string act_detail(const Finding& finding)
{
    const Reading& reading = *finding.reading;
    if (reading.state != ReadingState::ok) {
        return fmt::format("{}: {}.", finding.planned->body.subject, reading.reason->detail);
    }
    std::string text =
        fmt::format("{}: {}", finding.planned->body.subject, value_text(finding.planned->kind->unit, reading));
    if (reading.evaluated_at) text += fmt::format(" at {}", format_date(*reading.evaluated_at));
    return text + fmt::format(", from {}.", counted(reading.n, "act", "acts"));
}

std::string escalation_answer(const std::vector<Finding>& all)
{
    std::set<std::string> reasons;
    std::set<std::string> days;
    std::size_t known = 0;
    for (const auto& finding : all) {
        const Reading& reading = *finding.reading;
        known += reading.state == ReadingState::ok ? 1U : 0U;
        if (reading.reason) reasons.insert(reading.reason->detail);
        if (reading.evaluated_at) days.insert(format_date(*reading.evaluated_at));
    }
    if (all.empty()) return "Not configured: no reading looks at acts.";
    if (known == 0) return capitalised(fmt::format("{}.", fmt::join(reasons, "; ")));
    std::string text = days.empty() ? "Observed" : fmt::format("Observed up to {}", fmt::join(days, ", "));
    if (!reasons.empty()) text += fmt::format("; {} of {} readings have no value", all.size() - known, all.size());
    return text + '.';
}

}  // namespace

std::vector<Finding> findings(const Cycle& cycle, std::string_view kind)
{
    std::vector<Finding> all;
    for (std::size_t i = 0; i < cycle.plan->readings.size(); ++i) {
        const PlannedReading& planned = cycle.plan->readings[i];
        if (kind.empty() || planned.kind->name == kind) all.push_back({&planned, &cycle.readings[i]->reading});
    }
    return all;
}

std::string_view label_of(const Body& body, std::string_view name) noexcept
{
    for (const auto& [label, value] : body.labels) {
        if (label == name) return value;
    }
    return {};
}

Statement race_statement(const Scene& scene)
{
    Statement statement{"race", "Who sheds its dependence faster?", {}, {}};
    const auto all = findings_of(scene.cycle, "race_gap", "race_lead");
    std::set<std::string> answers;
    for (const auto& finding : all) {
        answers.insert(capitalised(race_answer_of(finding)) + '.');
        if (all.size() > 1 || finding.reading->state == ReadingState::ok) {
            statement.details.push_back(race_detail_of(finding));
        }
    }
    statement.answer = all.empty()           ? "Not configured: no reading compares the two sides."
                       : answers.size() == 1 ? *answers.begin()
                                             : fmt::format("{} comparisons with different answers.", answers.size());
    return statement;
}

Statement escalation_statement(const Scene& scene)
{
    Statement statement{"escalation", "Do the two sides escalate?", {}, {}};
    const auto all = findings_of(scene.cycle, "act_intensity", "fronts_active");
    statement.answer = escalation_answer(all);
    const bool any =
        std::any_of(all.begin(), all.end(), [](const Finding& f) { return f.reading->state == ReadingState::ok; });
    for (const auto& finding : all) {
        if (any) statement.details.push_back(act_detail(finding));
    }
    if (!all.empty() && !any) {
        statement.details.push_back(
            fmt::format("{} without a value. That no act is on record after that day says nothing "
                        "about that time.",
                        counted(all.size(), "reading is", "readings are")));
    }
    return statement;
}

}  // namespace entangled::report
