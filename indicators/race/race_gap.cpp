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
    Reading reading = known(*a.value - *b.value);
    reading.bounds = Interval{span_a.lower - span_b.upper, span_a.upper - span_b.lower};
    reading.answer = race_answer(*reading.bounds);
    reading.n = std::min(a.n, b.n);
    reading.newest = std::min(a.newest, b.newest);
    reading.oldest = std::max(a.oldest, b.oldest);
    reading.period = std::min(a.period, b.period);
    reading.may_alert = a.may_alert && b.may_alert;
    step(evaluation, fmt::format("speed A - speed B = {} with [{}, {}]", format_number(*reading.value),
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
    body.subject = "which side sheds its dependence faster";
    body.evaluate = [pair = *race](const Evaluation& evaluation) { return evaluate(evaluation, pair); };
    body.candidates = race->candidates;
    return body;
}

std::optional<std::string> check(const Body& body, std::span<const Upstream> upstream, const CodeBook& codes)
{
    RacePair race;
    race.candidates = body.candidates;
    return check_pair(race, upstream, codes, "decoupling_rate");
}

}  // namespace

extern constinit const IndicatorKind race_gap_kind{
    .name = "race_gap",
    .unit = "per_year",
    .help =
        "Speed at which side A sheds its dependence less that of side B, of one basis and window; positive when A is "
        "ahead.",
    .formula = "rate A - rate B; the interval takes the far ends of both bands",
    .range = "(-inf, inf) per year",
    .inputs = "two decoupling rates of one basis with at least 4 common periods",
    .smallest_input = "two ok rates with 4 common periods",
    .source = "own",
    .limitation = "the interval is wider than a joint one, since the two rates are treated as if they moved together",
    .falsifier = "an interval on the other side of 0 for two releases",
    .claims = "C01 C02",
    .labels = {},
    .answers = race_answers,
    .parameters = race_options,
    .clock = ClockUse::none,
    .is_signed = true,
    .configure = configure,
    .check = check,
};

}  // namespace entangled
