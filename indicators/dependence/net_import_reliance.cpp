#include <fmt/format.h>
#include <array>

#include "indicators/dependence/shared_level.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 4> labels{"dependent", "good", "tier", "definition"};

constexpr std::array<ParameterSpec, 5> options{{
    {"good", ParameterType::text, true, "good id"},
    {"tier", ParameterType::text, true, "production stage; another stage of the same good can be the opposite"},
    {"dependent", ParameterType::text, true, "the importing economy"},
    {"definition", ParameterType::text, true, "definition of the figures"},
    {"period", ParameterType::period, false, "pins the period; default the newest"},
}};

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    if (auto error = check_definition(context.codes, "definition", parameters.text("definition"))) return *error;
    const SeriesKey key{Measure::net_import_reliance,  parameters.text("good"),      parameters.text("tier"),
                        parameters.text("definition"), parameters.text("dependent"), {}};
    const auto pinned = parse_period(parameters.text("period"));
    Body body;
    body.labels = {
        {"dependent", key.destination}, {"good", key.good}, {"tier", key.tier}, {"definition", key.definition}};
    body.groups = {key};
    body.definitions = {key.definition};
    body.subject = fmt::format("{} net import reliance, {} ({})", key.destination, key.good, key.tier);
    body.evaluate = [key, pinned](const Evaluation& evaluation) { return published_level(evaluation, key, pinned); };
    return body;
}

}  // namespace

extern constinit const IndicatorKind net_import_reliance_kind{
    .name = "net_import_reliance",
    .unit = "ratio",
    .help =
        "Net import reliance, imports less exports and stock changes over apparent consumption, 0 to 1; a printed "
        "bound stays a bound and a net exporter is 0.",
    .formula = "NIR = (imports - exports + stock changes) / apparent consumption, as published",
    .range = "[0, 1]",
    .inputs = "the publisher's net import reliance, number or bound",
    .smallest_input = "one period with a figure",
    .source = "USGS, Mineral Commodity Summaries, appendix (yearly)",
    .limitation = "says nothing of where the imports are from, nor of the stage before",
    .falsifier = "trade and production of the same year outside the printed bound",
    .claims = "C05 C28",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::none,
    .configure = configure,
};

}  // namespace entangled
