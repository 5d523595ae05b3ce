#include <fmt/format.h>
#include <array>

#include "indicators/dependence/shared_supply.hpp"
#include "indicators/kernels/concentration/concentration.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 3> labels{"good", "tier", "definition"};

constexpr std::array<ParameterSpec, 5> options{{
    {"good", ParameterType::text, true, "good id"},
    {"tier", ParameterType::text, true, "production stage"},
    {"measure", ParameterType::text, false, "production (default) or capacity"},
    {"definition", ParameterType::text, true, "definition of the figures"},
    {"period", ParameterType::period, false, "pins the period; default the newest"},
}};

Reading evaluate(const Evaluation& evaluation, const SeriesKey& group, const std::optional<Period>& pinned)
{
    const auto table = supply_table(evaluation, group, pinned);
    if (!table) return missing(table.error().code, table.error().detail);
    if (auto stale = stale_input(evaluation, table->slice.points)) return *stale;
    std::vector<double> amounts;
    for (const auto& point : table->named) amounts.push_back(*point.observation->value);
    const auto bounds = kernels::herfindahl_bounds(amounts, table->others_total);
    if (!bounds) return missing(bounds.error().code, bounds.error().detail);
    Reading reading = known(*bounds);
    stamp(reading, table->slice.points);
    reading.coverage = table->named_total / table->total();
    reading.notes = table->notes;
    show(evaluation, table->slice.points);
    step(evaluation,
         fmt::format("row sum {}; squared shares of the named add to {}; other countries as one would add {}",
                     format_number(table->total()), format_number(bounds->lower),
                     format_number(bounds->upper - bounds->lower)));
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    if (auto error = check_definition(context.codes, "definition", parameters.text("definition"))) return *error;
    const std::string measure = parameters.has("measure") ? parameters.text("measure") : "production";
    if (measure != "production" && measure != "capacity") {
        return ParameterError{"measure", "concentration is taken of production or capacity"};
    }
    const SeriesKey group{*parse_measure(measure),
                          parameters.text("good"),
                          parameters.text("tier"),
                          parameters.text("definition"),
                          {},
                          {}};
    const auto pinned = parse_period(parameters.text("period"));
    Body body;
    body.labels = {{"good", group.good}, {"tier", group.tier}, {"definition", group.definition}};
    body.groups = {group};
    body.definitions = {group.definition};
    body.subject = fmt::format("concentration of {} ({})", group.good, group.tier);
    body.evaluate = [group, pinned](const Evaluation& evaluation) { return evaluate(evaluation, group, pinned); };
    return body;
}

}  // namespace

extern constinit const IndicatorKind supply_hhi_kind{
    .name = "supply_hhi",
    .unit = "ratio",
    .help =
        "Herfindahl-Hirschman concentration of the supply of a good over economies, 0 to 1; the bounds treat other "
        "countries as infinitely many and as one.",
    .formula = "HHI = sum of squared shares; upper end adds the squared share of other countries",
    .range = "(0, 1]",
    .inputs = "one complete table of production or capacity",
    .smallest_input = "one period of a complete table with one positive figure",
    .source = "Hirschman (1945), Herfindahl (1950)",
    .limitation = "concentration over economies says nothing of firms, stages or stocks",
    .falsifier = "a complete table of another publisher outside the interval",
    .claims = "C08",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::none,
    .configure = configure,
};

}  // namespace entangled
