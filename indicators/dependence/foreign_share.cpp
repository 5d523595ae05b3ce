#include <fmt/format.h>
#include <array>

#include "indicators/dependence/shared_level.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 4> labels{"economy", "good", "tier", "definition"};

constexpr std::array<ParameterSpec, 5> options{{
    {"good", ParameterType::text, true, "good id"},
    {"tier", ParameterType::text, true, "production stage"},
    {"economy", ParameterType::text, true, "the economy that supplies itself"},
    {"definition", ParameterType::text, true, "definition of the figures; each way of measuring is its own reading"},
    {"period", ParameterType::period, false, "pins the period; default the newest"},
}};

Reading evaluate(const Evaluation& evaluation, const SeriesKey& key, const std::optional<Period>& pinned)
{
    Reading reading = published_level(evaluation, key, pinned);
    if (reading.state != ReadingState::ok) return reading;
    if (reading.value) reading.value = 1.0 - *reading.value;
    if (reading.bounds) reading.bounds = Interval{1.0 - reading.bounds->upper, 1.0 - reading.bounds->lower};
    reading.notes.emplace_back("an upper bound on what any one foreign bloc holds");
    step(evaluation, "1 - self-sufficiency");
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    if (auto error = check_definition(context.codes, "definition", parameters.text("definition"))) return *error;
    const SeriesKey key{Measure::self_sufficiency,     parameters.text("good"),    parameters.text("tier"),
                        parameters.text("definition"), parameters.text("economy"), {}};
    const auto pinned = parse_period(parameters.text("period"));
    Body body;
    body.labels = {
        {"economy", key.destination}, {"good", key.good}, {"tier", key.tier}, {"definition", key.definition}};
    body.groups = {key};
    body.definitions = {key.definition};
    body.subject = fmt::format("{} market of {} not served at home", key.destination, key.good);
    body.evaluate = [key, pinned](const Evaluation& evaluation) { return evaluate(evaluation, key, pinned); };
    return body;
}

}  // namespace

extern constinit const IndicatorKind foreign_share_kind{
    .name = "foreign_share",
    .unit = "ratio",
    .help =
        "Share of an economy's market that is not served at home, 0 to 1; an upper bound on what any one foreign bloc "
        "holds of it.",
    .formula = "1 - self-sufficiency of the same definition",
    .range = "[0, 1]",
    .inputs = "a published self-sufficiency figure",
    .smallest_input = "one period with a figure",
    .source = "one publisher for each definition, named in the code book",
    .limitation = "foreign is not the coalition: neutral suppliers are in it",
    .falsifier = "sales by origin of the same definition outside the interval",
    .claims = "C06 C26 C51",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::none,
    .configure = configure,
};

}  // namespace entangled
