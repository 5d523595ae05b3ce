#include <fmt/format.h>
#include <array>

#include "indicators/dependence/shared_level.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 4> labels{"dependent", "on", "good", "tier"};

constexpr std::array<ParameterSpec, 7> options{{
    {"good", ParameterType::text, true, "good id"},
    {"tier", ParameterType::text, true, "stage of the net import reliance"},
    {"source_tier", ParameterType::text, false, "form of the import sources; default the same"},
    {"dependent", ParameterType::text, true, "the importing economy"},
    {"on", ParameterType::text, true, "the supplying economy"},
    {"reliance_definition", ParameterType::text, true, "definition of the net import reliance"},
    {"source_definition", ParameterType::text, true, "definition of the import sources"},
}};

struct Question {
    SeriesKey reliance;
    SeriesKey source;
};

// The years the import sources are an average of: each must have its reliance.
Result<std::vector<KnownPoint>> reliance_over(const Evaluation& evaluation, const SeriesKey& key, const Period& span)
{
    std::vector<KnownPoint> points;
    for (const auto& point : evaluation.view.history(key)) {
        const Period& period = point.observation->period;
        if (period.kind == PeriodKind::year && period.start >= span.start && period.end <= span.end &&
            known_interval(*point.observation)) {
            points.push_back(point);
        }
    }
    const auto years = static_cast<std::size_t>((span.end - span.start).count() / 365);
    if (points.size() == years) return points;
    return Error{Errc::below_coverage, fmt::format("{} has {} of the {} years of {}", to_string(key), points.size(),
                                                   years, format_period(span))};
}

Reading evaluate(const Evaluation& evaluation, const Question& question)
{
    const auto source = newest_point(evaluation, question.source, std::nullopt);
    if (!source) return missing(source.error().code, source.error().detail);
    const Period& span = source->observation->period;
    const auto years = reliance_over(evaluation, question.reliance, span);
    if (!years) return missing(years.error().code, years.error().detail);
    if (auto stale = stale_input(evaluation, *years)) return *stale;
    Interval mean{};
    for (const auto& point : *years) {
        const Interval figure = *known_interval(*point.observation);
        mean.lower += figure.lower / static_cast<double>(years->size());
        mean.upper += figure.upper / static_cast<double>(years->size());
    }
    const Interval share = *known_interval(*source->observation);
    Reading reading = known(Interval{mean.lower * share.lower, mean.upper * share.upper});
    std::vector<KnownPoint> used = *years;
    used.push_back(*source);
    stamp(reading, used);
    show(evaluation, used);
    step(evaluation, fmt::format("mean reliance {} = [{}, {}]", format_period(span), format_number(mean.lower),
                                 format_number(mean.upper)));
    step(evaluation,
         fmt::format("times import share [{}, {}]", format_number(share.lower), format_number(share.upper)));
    reading.notes.emplace_back("assumes that the imports that stay have the sources of all imports");
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    for (const std::string_view name : {"reliance_definition", "source_definition"}) {
        if (auto error = check_definition(context.codes, name, parameters.text(name))) return *error;
    }
    const std::string tier = parameters.text("tier");
    const std::string good = parameters.text("good");
    const std::string dependent = parameters.text("dependent");
    const Question question{
        {Measure::net_import_reliance, good, tier, parameters.text("reliance_definition"), dependent, {}},
        {Measure::import_source_share, good, parameters.has("source_tier") ? parameters.text("source_tier") : tier,
         parameters.text("source_definition"), dependent, parameters.text("on")}};
    Body body;
    body.labels = {{"dependent", dependent}, {"on", question.source.origin}, {"good", good}, {"tier", tier}};
    body.groups = {question.reliance, question.source};
    body.definitions = {question.reliance.definition, question.source.definition};
    body.subject = fmt::format("{} use of {} shipped by {}", dependent, good, question.source.origin);
    body.evaluate = [question](const Evaluation& evaluation) { return evaluate(evaluation, question); };
    return body;
}

}  // namespace

extern constinit const IndicatorKind consumption_share_kind{
    .name = "consumption_share",
    .unit = "ratio",
    .help =
        "Share of an economy's apparent consumption that a supplier ships, 0 to 1: mean net import reliance over the "
        "years of the import sources times the supplier's share of imports.",
    .formula = "mean(NIR over the years of the share) x import-source share, as intervals",
    .range = "[0, 1]",
    .inputs = "net import reliance of every year that the import-source average covers",
    .smallest_input = "one import-source average with the reliance of all its years",
    .source = "own product of two USGS measures (Mineral Commodity Summaries, yearly)",
    .limitation = "exports may have other sources than what stays; not a dependence before substitution and stocks",
    .falsifier = "use by origin from a survey of the same years outside the interval",
    .claims = "C05",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::none,
    .configure = configure,
};

}  // namespace entangled
