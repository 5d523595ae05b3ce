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
    body.subject = fmt::format("{} self-sufficiency in {}", key.destination, key.good);
    body.evaluate = [key, pinned](const Evaluation& evaluation) { return published_level(evaluation, key, pinned); };
    return body;
}

}  // namespace

extern constinit const IndicatorKind self_sufficiency_kind{
    .name = "self_sufficiency",
    .unit = "ratio",
    .help = "Share of an economy's own demand or market that its own suppliers serve, 0 to 1, by one definition.",
    .formula = "domestic supply / demand of the definition, as published",
    .range = "[0, 1]",
    .inputs = "a published self-sufficiency figure",
    .smallest_input = "one period with a figure",
    .source = "one publisher for each definition, named in the code book",
    .limitation = "definitions differ by units, value or compute and by whose factory counts; they are never joined",
    .falsifier = "a count of shipments by the same definition outside the interval",
    .claims = "C20 C26",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::none,
    .configure = configure,
};

}  // namespace entangled
