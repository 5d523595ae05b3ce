#include <fmt/format.h>
#include <array>
#include <map>

#include "indicators/escalation/shared_record.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 1> labels{"evidence"};

constexpr std::array<ParameterSpec, 8> options{{
    {"actor", ParameterType::text, false, "one side: an economy"},
    {"actor_bloc", ParameterType::text, false, "or bloc"},
    {"target", ParameterType::text, false, "the other side: an economy"},
    {"target_bloc", ParameterType::text, false, "or bloc"},
    {"with", ParameterType::list, false, "neutral economies counted with the blocs"},
    {"evidence", ParameterType::text, false, "all (default) or verified"},
    {"window_days", ParameterType::integer, false, "a front is active for this long after an act, default 90"},
    {"roster", ParameterType::text, false, "roster date or dated"},
}};

struct Question {
    Party actor;
    Party target;
    bool verified{false};
    std::chrono::days window{90};
};

bool between(const Act& act, const std::set<std::string>& a, const std::set<std::string>& b)
{
    return (names_any(act.actors, a) && names_any(act.targets, b)) ||
           (names_any(act.actors, b) && names_any(act.targets, a));
}

Reading evaluate(const Evaluation& evaluation, const Question& question)
{
    const auto reach = reach_of_acts(evaluation);
    if (!reach) return missing(reach.error().code, reach.error().detail);
    const auto a = question.actor.economies(evaluation.view);
    const auto b = question.target.economies(evaluation.view);
    std::map<std::string, std::uint32_t> fronts;
    Reading reading = known(0.0);
    for (const Act* act : evaluation.view.acts()) {
        const bool recent = act->date <= reach->day && act->date > reach->day - question.window;
        if (!recent || act->front == "none" || restrictive_weight(*act) <= 0.0 || act->kind != ActKind::act) continue;
        if ((question.verified && act->evidence != Evidence::day_seen) || !between(*act, a, b)) continue;
        ++fronts[act->front];
        ++reading.n;
        const Timestamp when{act->date};
        if (!reading.newest || when > *reading.newest) reading.newest = when;
        if (!reading.oldest || when < *reading.oldest) reading.oldest = when;
        show(evaluation, *act, act->front);
    }
    reading.value = static_cast<double>(fronts.size());
    reading.coverage = reach->coverage;
    reading.evaluated_at = reach->evaluated_at;
    for (const auto& [front, count] : fronts) step(evaluation, fmt::format("{}: {} acts", front, count));
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    auto actor = read_party(parameters, context, "actor", "actor_bloc");
    if (!actor) return actor.error();
    auto target = read_party(parameters, context, "target", "target_bloc");
    if (!target) return target.error();
    const std::string evidence = parameters.has("evidence") ? parameters.text("evidence") : "all";
    if (evidence != "all" && evidence != "verified") return ParameterError{"evidence", "evidence is all or verified"};
    const std::int64_t window = parameters.integer("window_days").value_or(90);
    if (window < 1 || window > 3660) return ParameterError{"window_days", "between 1 and 3660 days"};
    const Question question{*actor, *target, evidence == "verified", std::chrono::days{window}};
    Body body;
    body.labels = {{"evidence", evidence}};
    body.reads_records = true;
    body.reads_rosters = !actor->bloc.empty() || !target->bloc.empty();
    body.subject = fmt::format("fronts active between {} and {}", actor->label(), target->label());
    body.evaluate = [question](const Evaluation& evaluation) { return evaluate(evaluation, question); };
    return body;
}

}  // namespace

extern constinit const IndicatorKind fronts_active_kind{
    .name = "fronts_active",
    .unit = "",
    .help =
        "Fronts on which either side took a restrictive act within the window before the record ends, a count from 0.",
    .formula = "number of fronts with at least one restrictive act between the sides; threats and easing do not count",
    .range = "0, 1, 2, ...",
    .inputs = "the record of acts with their fronts, up to its complete_until",
    .smallest_input = "a record that is complete up to a day",
    .source = "own; fronts after the code book of the record",
    .limitation = "which front an act belongs to is one coder's choice",
    .falsifier = "adding a front without acts changes nothing; a second coder's fronts change the count",
    .claims = "C36 C67",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::day,
    .configure = configure,
};

}  // namespace entangled
