#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "indicators/escalation/shared_record.hpp"
#include "indicators/kernels/events/decay.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 4> labels{"actor", "target", "front", "evidence"};

constexpr std::array<ParameterSpec, 10> options{{
    {"actor", ParameterType::text, false, "the acting economy"},
    {"actor_bloc", ParameterType::text, false, "or bloc"},
    {"target", ParameterType::text, false, "the economy acted upon"},
    {"target_bloc", ParameterType::text, false, "or bloc"},
    {"world_targets", ParameterType::flag, false,
     "count acts aimed at the world as aimed at the target, default false"},
    {"front", ParameterType::text, false, "one front, default all"},
    {"evidence", ParameterType::text, false, "all (default) or verified"},
    {"direction", ParameterType::text, false, "restrictive (default) or easing"},
    {"half_life_days", ParameterType::number, false, "default 60"},
    {"roster", ParameterType::text, false, "roster date or dated"},
}};

struct Question {
    Party actor;
    Party target;
    bool world_targets{false};
    std::string front;
    bool verified{false};
    bool easing{false};
    double half_life_days{60.0};
};

bool counts(const Question& question, const Act& act, const std::set<std::string>& actors,
            const std::set<std::string>& targets)
{
    if (question.front != "all" && act.front != question.front) return false;
    if (question.verified && act.evidence != Evidence::day_seen) return false;
    return names_any(act.actors, actors) && names_any(act.targets, targets);
}

double weight_of(const Question& question, const Act& act)
{
    return question.easing ? std::max(0.0, act.severity) : restrictive_weight(act);
}

Reading evaluate(const Evaluation& evaluation, const Question& question)
{
    const auto reach = reach_of_acts(evaluation);
    if (!reach) return missing(reach.error().code, reach.error().detail);
    const auto actors = question.actor.economies(evaluation.view);
    auto targets = question.target.economies(evaluation.view);
    if (question.world_targets) targets.insert(std::string(world_total));
    std::vector<kernels::AgedWeight> weights;
    Reading reading = known(0.0);
    for (const Act* act : evaluation.view.acts()) {
        const double weight = weight_of(question, *act);
        if (act->date > reach->day || weight <= 0.0 || !counts(question, *act, actors, targets)) continue;
        const double age = static_cast<double>((reach->day - act->date).count());
        weights.push_back({age, weight});
        const Timestamp when{act->date};
        if (!reading.newest || when > *reading.newest) reading.newest = when;
        if (!reading.oldest || when < *reading.oldest) reading.oldest = when;
        show(evaluation, *act, fmt::format("{} points, {} days old", format_number(weight), format_number(age)));
    }
    const auto intensity = kernels::decayed_intensity(weights, question.half_life_days);
    if (!intensity) return missing(intensity.error().code, intensity.error().detail);
    reading.value = *intensity;
    reading.n = static_cast<std::uint32_t>(weights.size());
    reading.coverage = reach->coverage;
    reading.evaluated_at = reach->evaluated_at;
    if (question.verified)
        reading.notes.emplace_back("verified acts are no random subset: never read a trend from them");
    step(evaluation, fmt::format("sum of points x 2^(-age / {} days) on {} over {} acts = {}",
                                 format_number(question.half_life_days), format_date(reach->day), weights.size(),
                                 format_number(*intensity)));
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    auto actor = read_party(parameters, context, "actor", "actor_bloc");
    if (!actor) return actor.error();
    auto target = read_party(parameters, context, "target", "target_bloc");
    if (!target) return target.error();
    Question question{*actor,
                      *target,
                      parameters.flag("world_targets").value_or(false),
                      parameters.has("front") ? parameters.text("front") : "all",
                      parameters.text("evidence") == "verified",
                      parameters.text("direction") == "easing",
                      parameters.number("half_life_days").value_or(60.0)};
    const std::string evidence = parameters.has("evidence") ? parameters.text("evidence") : "all";
    if (evidence != "all" && evidence != "verified") return ParameterError{"evidence", "evidence is all or verified"};
    const std::string direction = parameters.has("direction") ? parameters.text("direction") : "restrictive";
    if (direction != "restrictive" && direction != "easing") {
        return ParameterError{"direction", "direction is restrictive or easing; the two are never netted"};
    }
    if (question.front != "all" && std::find(fronts.begin(), fronts.end(), question.front) == fronts.end()) {
        return ParameterError{"front", fmt::format("front is all or one of {}", fmt::join(fronts, ", "))};
    }
    if (!(question.half_life_days > 0.0)) return ParameterError{"half_life_days", "a half-life is longer than 0 days"};
    Body body;
    body.labels = {{"actor", actor->label()},
                   {"target", question.world_targets ? target->label() + "+WLD" : target->label()},
                   {"front", question.front},
                   {"evidence", evidence}};
    body.reads_records = true;
    body.reads_rosters = !actor->bloc.empty() || !target->bloc.empty();
    body.subject = fmt::format("{} acts of {} towards {}{}", direction, body.labels[0].second, body.labels[1].second,
                               question.front == "all" ? std::string{} : ", " + question.front);
    body.evaluate = [question](const Evaluation& evaluation) { return evaluate(evaluation, question); };
    return body;
}

}  // namespace

extern constinit const IndicatorKind act_intensity_kind{
    .name = "act_intensity",
    .unit = "points",
    .help =
        "Severity-weighted acts of an actor towards a target, decayed by half-life and evaluated where the record "
        "ends; "
        "0 is calm only inside the record.",
    .formula = "I = sum of max(0, -severity) x 2^(-age / half-life); easing is kept apart and never netted",
    .range = "[0, inf) severity points",
    .inputs = "the record of acts, up to its complete_until",
    .smallest_input = "a record that is complete up to a day; no act in it is 0",
    .source = "exponential memory as in Hawkes (1971) without self-excitation; severities by one coder",
    .limitation = "severities are one coder's, the record is a selection; policies stay in force while acts decay",
    .falsifier = "a second coder's severities that reverse the order of the two directions",
    .claims = "C59 C36",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::day,
    .configure = configure,
};

}  // namespace entangled
