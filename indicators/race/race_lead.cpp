#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "indicators/race/shared_pair.hpp"

namespace entangled {
namespace {

Reading evaluate(const Evaluation& evaluation, const RacePair& race)
{
    const ChosenPair chosen = choose_pair(evaluation, race);
    if (!chosen.pair)
        return undecided_race(Errc::not_comparable, "no two series share basis and window: " + chosen.why_not);
    const Reading& a = *evaluation.upstream[chosen.pair->first];
    const Reading& b = *evaluation.upstream[chosen.pair->second];
    const Interval span_a = *span_of(a);
    const Interval span_b = *span_of(b);
    Reading reading = known(*b.value - *a.value);
    reading.bounds = Interval{span_b.lower - span_a.upper, span_b.upper - span_a.lower};
    reading.answer = race_answer(*reading.bounds);
    reading.n = std::min(a.n, b.n);
    reading.newest = std::min(a.newest, b.newest);
    reading.oldest = std::max(a.oldest, b.oldest);
    reading.period = std::min(a.period, b.period);
    reading.may_alert = a.may_alert && b.may_alert;
    step(evaluation, fmt::format("time B - time A = {} with [{}, {}]", format_number(*reading.value),
                                 format_number(reading.bounds->lower), format_number(reading.bounds->upper)));
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext&)
{
    auto race = read_race(parameters);
    if (!race) return race.error();
    Body body;
    body.readings = race->a;
    body.readings.insert(body.readings.end(), race->b.begin(), race->b.end());
    body.subject = "which side reaches its target first";
    body.evaluate = [pair = *race](const Evaluation& evaluation) { return evaluate(evaluation, pair); };
    body.candidates = race->candidates;
    return body;
}

std::optional<std::string> check(const Body& body, std::span<const Upstream> upstream, const CodeBook& codes)
{
    RacePair race;
    race.candidates = body.candidates;
    return check_pair(race, upstream, codes, "time_to_target");
}

}  // namespace

extern constinit const IndicatorKind race_lead_kind{
    .name = "race_lead",
    .unit = "years",
    .help = "Years by which side A reaches its target before side B; positive when A is ahead, absent while undecided.",
    .formula = "T_B - T_A; the interval takes the far ends of both",
    .range = "(-inf, inf) years",
    .inputs = "two times to target of one basis",
    .smallest_input = "two ok times to target",
    .source = "own",
    .limitation = "two constant rates are two assumptions",
    .falsifier = "the side that was behind reaches its target first",
    .claims = "C03",
    .labels = {},
    .answers = race_answers,
    .parameters = race_options,
    .clock = ClockUse::none,
    .is_signed = true,
    .configure = configure,
    .check = check,
};

}  // namespace entangled
