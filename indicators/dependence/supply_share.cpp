#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "indicators/dependence/shared_supply.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 4> labels{"good", "tier", "supplier", "definition"};

constexpr std::array<ParameterSpec, 11> options{{
    {"good", ParameterType::text, true, "good id"},
    {"tier", ParameterType::text, true, "production stage"},
    {"measure", ParameterType::text, false, "production (default), capacity, or supply_share where shares are printed"},
    {"definition", ParameterType::text, false, "definition of the figures"},
    {"definitions", ParameterType::list, false, "several definitions of one basis: the reading spans what they say"},
    {"destination", ParameterType::text, false, "the market, for shares of a domestic market"},
    {"supplier", ParameterType::text, false, "an economy"},
    {"bloc", ParameterType::text, false, "or a bloc"},
    {"with", ParameterType::list, false, "neutral economies counted with the bloc, to show the answer both ways"},
    {"roster", ParameterType::text, false, "roster date or dated; default of the configuration"},
    {"period", ParameterType::period, false, "pins the period; default the newest"},
}};

struct Question {
    SeriesKey group;
    Party supplier;
    std::optional<Period> pinned;
};

void explain_share(const Evaluation& evaluation, const SupplyTable& table, const Interval& share)
{
    step(evaluation, fmt::format("{}: row sum {} of which other countries {}", format_period(table.slice.period),
                                 format_number(table.total()), format_number(table.others_total)));
    step(evaluation, fmt::format("share = [{}, {}]", format_number(share.lower), format_number(share.upper)));
}

Reading computed_share(const Evaluation& evaluation, const Question& question)
{
    const auto table = supply_table(evaluation, question.group, question.pinned);
    if (!table) return missing(table.error().code, table.error().detail);
    if (auto stale = stale_input(evaluation, table->slice.points)) return *stale;
    const auto economies = question.supplier.economies(evaluation.view);
    if (economies.empty()) return missing(Errc::no_data, question.supplier.label() + " has no member in this roster");
    const Interval share = share_of(*table, economies);
    Reading reading = known(share);
    stamp(reading, table->slice.points);
    reading.coverage = table->total() > 0 ? table->named_total / table->total() : 1.0;
    reading.notes = table->notes;
    show(evaluation, table->slice.points);
    explain_share(evaluation, *table, share);
    return reading;
}

// A single economy's printed share stands alone; its history is that of its own series.
Reading printed_share(const Evaluation& evaluation, const Question& question)
{
    auto periods = evaluation.view.periods(question.group);
    if (question.pinned) std::erase_if(periods, [&](const Period& p) { return p != *question.pinned; });
    const auto economies = question.supplier.economies(evaluation.view);
    for (auto period = periods.rbegin(); period != periods.rend(); ++period) {
        const auto slice = evaluation.view.slice(question.group, *period);
        if (!slice) continue;
        const bool named = std::any_of(slice->points.begin(), slice->points.end(), [&](const KnownPoint& p) {
            return economies.contains(p.key->origin) && known_interval(*p.observation);
        });
        if (!named && question.supplier.bloc.empty()) continue;
        if (auto stale = stale_input(evaluation, slice->points)) return *stale;
        const Interval share = printed_share_of(*slice, economies);
        Reading reading = known(share);
        stamp(reading, slice->points);
        show(evaluation, slice->points);
        step(evaluation, fmt::format("printed shares of {}: [{}, {}]", question.supplier.label(),
                                     format_number(share.lower), format_number(share.upper)));
        return reading;
    }
    return no_input(evaluation, question.group);
}

Reading one_definition(const Evaluation& evaluation, const Question& question)
{
    if (question.group.measure == Measure::supply_share) return printed_share(evaluation, question);
    return computed_share(evaluation, question);
}

void widen(Reading& all, const Reading& one)
{
    const Interval a = *span_of(all);
    const Interval b = *span_of(one);
    const Interval both{std::min(a.lower, b.lower), std::max(a.upper, b.upper)};
    all.value = both.exact() ? std::optional(both.lower) : std::nullopt;
    all.bounds = both.exact() ? std::nullopt : std::optional(both);
    all.n += one.n;
    all.newest = std::max(all.newest, one.newest);
    all.period = std::max(all.period, one.period);
    all.oldest = std::min(all.oldest, one.oldest);
    if (one.coverage) all.coverage = std::min(all.coverage.value_or(1.0), *one.coverage);
}

Reading evaluate(const Evaluation& evaluation, const Question& question, std::span<const std::string> definitions)
{
    std::optional<Reading> all;
    for (const auto& definition : definitions) {
        Question one = question;
        one.group.definition = definition;
        Reading reading = one_definition(evaluation, one);
        if (reading.state != ReadingState::ok) return reading;
        if (all) {
            widen(*all, reading);
        } else {
            all = std::move(reading);
        }
    }
    if (!question.supplier.bloc.empty()) all->notes.push_back("roster " + to_string(question.supplier.roster));
    if (definitions.size() > 1) {
        all->notes.push_back(
            fmt::format("{} definitions of one basis disagree; the span is what they say", definitions.size()));
    }
    return *all;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    auto definitions = parameters.list("definitions");
    if (parameters.has("definition") == !definitions.empty()) {
        return ParameterError{"definition", "give either definition or definitions"};
    }
    if (definitions.empty()) definitions.push_back(parameters.text("definition"));
    if (auto error =
            check_one_basis(context.codes, parameters.has("definition") ? "definition" : "definitions", definitions)) {
        return *error;
    }
    const std::string measure = parameters.has("measure") ? parameters.text("measure") : "production";
    if (measure != "production" && measure != "capacity" && measure != "supply_share") {
        return ParameterError{"measure", "a share is taken of production, capacity or supply_share"};
    }
    auto supplier = read_party(parameters, context, "supplier", "bloc");
    if (!supplier) return supplier.error();
    Question question{{*parse_measure(measure),
                       parameters.text("good"),
                       parameters.text("tier"),
                       {},
                       parameters.text("destination"),
                       {}},
                      *supplier,
                      parse_period(parameters.text("period"))};
    Body body;
    body.labels = {{"good", question.group.good},
                   {"tier", question.group.tier},
                   {"supplier", supplier->label()},
                   {"definition", definitions.size() == 1 ? definitions.front() : "several"}};
    for (const auto& definition : definitions) {
        body.groups.push_back(question.group);
        body.groups.back().definition = definition;
    }
    body.reads_rosters = !supplier->bloc.empty();
    body.definitions = definitions;
    body.subject = fmt::format("{} share of {} ({})", supplier->label(), question.group.good, question.group.tier);
    body.evaluate = [question, definitions](const Evaluation& evaluation) {
        return evaluate(evaluation, question, definitions);
    };
    return body;
}

}  // namespace

extern constinit const IndicatorKind supply_share_kind{
    .name = "supply_share",
    .unit = "ratio",
    .help =
        "Share of a supplier or bloc in the supply of a good at one stage, 0 to 1; not yet a dependence, since "
        "substitutes and stocks are not counted.",
    .formula = "s = sum of the supplier's output / row sum of the table; other countries give the upper end",
    .range = "[0, 1]",
    .inputs = "one complete table of production or capacity, or printed shares",
    .smallest_input = "one period of a complete table, or one printed share",
    .source = "USGS Mineral Commodity Summaries practice; residual bounds after Herfindahl (1950)",
    .limitation = "a share of supply is not a dependence; official output leaves out undocumented production",
    .falsifier = "a complete table of another publisher outside the interval",
    .claims = "C05 C06 C08 C28",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::none,
    .configure = configure,
};

}  // namespace entangled
