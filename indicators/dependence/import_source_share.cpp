#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "indicators/dependence/shared_supply.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 5> labels{"dependent", "on", "good", "tier", "definition"};

constexpr std::array<ParameterSpec, 9> options{{
    {"good", ParameterType::text, true, "good id"},
    {"tier", ParameterType::text, true, "form in which it is imported"},
    {"dependent", ParameterType::text, true, "the importing economy"},
    {"on", ParameterType::text, false, "the supplying economy"},
    {"on_bloc", ParameterType::text, false, "or bloc; what it supplies to its own members is not counted"},
    {"with", ParameterType::list, false, "neutral economies counted with the bloc"},
    {"roster", ParameterType::text, false, "roster date or dated"},
    {"definition", ParameterType::text, true, "definition of the figures"},
    {"period", ParameterType::period, false, "pins the period; default the newest"},
}};

Reading evaluate(const Evaluation& evaluation, const SeriesKey& group, const Party& on,
                 const std::optional<Period>& pinned)
{
    auto periods = evaluation.view.periods(group);
    if (pinned) std::erase_if(periods, [&](const Period& p) { return p != *pinned; });
    const auto economies = on.economies(evaluation.view);
    if (economies.contains(group.destination)) {
        return missing(Errc::not_comparable, fmt::format("{} is a member of {}: flows within a bloc are not imports",
                                                         group.destination, on.label()));
    }
    for (auto period = periods.rbegin(); period != periods.rend(); ++period) {
        const auto slice = evaluation.view.slice(group, *period);
        if (!slice) continue;
        const bool named = std::any_of(slice->points.begin(), slice->points.end(),
                                       [&](const KnownPoint& p) { return economies.contains(p.key->origin); });
        if (!named && on.bloc.empty()) continue;
        if (auto stale = stale_input(evaluation, slice->points)) return *stale;
        Reading reading = known(printed_share_of(*slice, economies));
        stamp(reading, slice->points);
        show(evaluation, slice->points);
        reading.notes.emplace_back("the place of shipment, not of origin");
        return reading;
    }
    return no_input(evaluation, group);
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    if (auto error = check_definition(context.codes, "definition", parameters.text("definition"))) return *error;
    auto on = read_party(parameters, context, "on", "on_bloc");
    if (!on) return on.error();
    const SeriesKey group{Measure::import_source_share,  parameters.text("good"),      parameters.text("tier"),
                          parameters.text("definition"), parameters.text("dependent"), {}};
    const auto pinned = parse_period(parameters.text("period"));
    Body body;
    body.labels = {{"dependent", group.destination},
                   {"on", on->label()},
                   {"good", group.good},
                   {"tier", group.tier},
                   {"definition", group.definition}};
    body.groups = {group};
    body.reads_rosters = !on->bloc.empty();
    body.definitions = {group.definition};
    body.subject = fmt::format("{} share of {} imports, {}", on->label(), group.destination, group.good);
    body.evaluate = [group, party = *on, pinned](const Evaluation& evaluation) {
        return evaluate(evaluation, group, party, pinned);
    };
    return body;
}

}  // namespace

extern constinit const IndicatorKind import_source_share_kind{
    .name = "import_source_share",
    .unit = "ratio",
    .help =
        "Share of an economy's imports of a good that is shipped by a supplier, 0 to 1; the place of shipment, which "
        "need not be the place of origin.",
    .formula = "printed share of the supplier; for a bloc the sum of its members, the rest as upper end",
    .range = "[0, 1]",
    .inputs = "published import sources, usually averages of four years",
    .smallest_input = "one period with the supplier's share",
    .source = "USGS, Mineral Commodity Summaries, import sources (yearly)",
    .limitation = "material refined in a third country carries that country's name",
    .falsifier = "customs records of the same years outside the interval",
    .claims = "C05",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::none,
    .configure = configure,
};

}  // namespace entangled
