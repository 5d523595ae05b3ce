#include <fmt/format.h>
#include <array>

#include "indicators/dependence/shared_level.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 3> labels{"origin", "destination", "good"};

constexpr std::array<ParameterSpec, 8> options{{
    {"good", ParameterType::text, true, "good id"},
    {"tier", ParameterType::text, true, "form in which it is traded"},
    {"measure", ParameterType::text, false, "trade_quantity (default), trade_units or trade_value"},
    {"origin", ParameterType::text, true, "the exporting economy"},
    {"destination", ParameterType::text, true, "the importing economy, or WLD"},
    {"definition", ParameterType::text, true, "definition of the flow"},
    {"base", ParameterType::period, true, "the year whose monthly mean is 1"},
    {"period", ParameterType::period, false, "pins the month; default the newest"},
}};

struct Question {
    SeriesKey flow;
    Period base;
    std::optional<Period> pinned;
};

struct BaseMean {
    double per_month{};
    std::vector<KnownPoint> points;
};

// Twelve months if the year has them all, else the year's own total.
Result<BaseMean> base_mean(const std::vector<KnownPoint>& history, const Question& question)
{
    BaseMean months;
    for (const auto& point : history) {
        const Period& period = point.observation->period;
        if (!point.observation->value) continue;
        if (period.kind == PeriodKind::month && period.start >= question.base.start &&
            period.end <= question.base.end) {
            months.points.push_back(point);
            months.per_month += *point.observation->value / 12.0;
        }
    }
    if (months.points.size() == 12) return months;
    for (const auto& point : history) {
        if (point.observation->period != question.base || !point.observation->value) continue;
        return BaseMean{*point.observation->value / 12.0, {point}};
    }
    return Error{Errc::below_coverage,
                 fmt::format("{} has {} of 12 months and no total for the base year {}", to_string(question.flow),
                             months.points.size(), format_period(question.base))};
}

std::optional<KnownPoint> newest_month(const std::vector<KnownPoint>& history, const std::optional<Period>& pinned)
{
    for (auto point = history.rbegin(); point != history.rend(); ++point) {
        const Period& period = point->observation->period;
        if (period.kind != PeriodKind::month || !point->observation->value) continue;
        if (!pinned || period == *pinned) return *point;
    }
    return std::nullopt;
}

Reading evaluate(const Evaluation& evaluation, const Question& question)
{
    const auto history = evaluation.view.history(question.flow);
    const auto month = newest_month(history, question.pinned);
    if (!month) return no_input(evaluation, question.flow);
    const auto base = base_mean(history, question);
    if (!base) return missing(base.error().code, base.error().detail);
    if (base->per_month <= 0.0) return missing(Errc::bad_value, "the base year has no flow to compare with");
    std::vector<KnownPoint> used = base->points;
    used.push_back(*month);
    if (auto stale = stale_input(evaluation, used)) return *stale;
    Reading reading = known(*month->observation->value / base->per_month);
    stamp(reading, used);
    show(evaluation, used);
    step(evaluation, fmt::format("{} in {} / {} a month in {}", format_number(*month->observation->value),
                                 format_period(month->observation->period), format_number(base->per_month),
                                 format_period(question.base)));
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    if (auto error = check_definition(context.codes, "definition", parameters.text("definition"))) return *error;
    const auto base = parse_period(parameters.text("base"));
    if (!base || base->kind != PeriodKind::year)
        return ParameterError{"base", "the base is a year, for example \"2024\""};
    const std::string measure = parameters.has("measure") ? parameters.text("measure") : "trade_quantity";
    if (measure != "trade_quantity" && measure != "trade_units" && measure != "trade_value") {
        return ParameterError{"measure", "a flow is trade_quantity, trade_units or trade_value"};
    }
    const Question question{{*parse_measure(measure), parameters.text("good"), parameters.text("tier"),
                             parameters.text("definition"), parameters.text("destination"), parameters.text("origin")},
                            *base,
                            parse_period(parameters.text("period"))};
    Body body;
    body.labels = {
        {"origin", question.flow.origin}, {"destination", question.flow.destination}, {"good", question.flow.good}};
    body.groups = {question.flow};
    body.definitions = {question.flow.definition};
    body.subject = fmt::format("{} from {} to {} against {}", question.flow.good, question.flow.origin,
                               question.flow.destination, format_period(question.base));
    body.evaluate = [question](const Evaluation& evaluation) { return evaluate(evaluation, question); };
    return body;
}

}  // namespace

extern constinit const IndicatorKind flow_to_base_kind{
    .name = "flow_to_base",
    .unit = "ratio",
    .help = "Newest monthly flow of a good over the monthly mean of a base year; 1 is the base, 0 is no flow.",
    .formula = "flow of the month / (flow of the base year / 12)",
    .range = "[0, inf)",
    .inputs = "a monthly flow and the base year by the same definition",
    .smallest_input = "one month, and the base year as twelve months or one total",
    .source = "own ratio of reported customs flows",
    .limitation = "months have seasons and shipments are lumpy; an embargoed flow is not a fall of dependence",
    .falsifier = "the importer's mirror statistics of the same month",
    .claims = "C05 C29 C75",
    .labels = labels,
    .answers = {},
    .parameters = options,
    .clock = ClockUse::none,
    .configure = configure,
};

}  // namespace entangled
