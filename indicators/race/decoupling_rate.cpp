#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/trend/trend.hpp"
#include "indicators/race/shared_levels.hpp"

namespace entangled {
namespace {

constexpr std::array<std::string_view, 1> labels{"of"};

constexpr std::array<ParameterSpec, 12> options{{
    {"of", ParameterType::text, true, "supply_share, net_import_reliance, import_source_share or foreign_share"},
    {"good", ParameterType::text, true, "good id"},
    {"tier", ParameterType::text, true, "production stage"},
    {"definition", ParameterType::text, true, "one definition: a slope never joins two"},
    {"supplier", ParameterType::text, false, "for shares: the supplying economy"},
    {"bloc", ParameterType::text, false, "or bloc"},
    {"with", ParameterType::list, false, "neutral economies counted with the bloc"},
    {"roster", ParameterType::text, false, "roster date or dated"},
    {"dependent", ParameterType::text, false, "for reliance and foreign shares: the economy that depends"},
    {"first", ParameterType::period, false, "first period of the window"},
    {"last", ParameterType::period, false, "last period of the window"},
    {"draws", ParameterType::integer, false, "draws on the observations, default 1000"},
}};

constexpr std::size_t smallest_n = 5;  // below, no order-statistic interval has useful coverage
constexpr std::size_t alert_n = 8;     // below, only a perfectly monotone series could reach p < 0.05
constexpr double alert_p = 0.05;

struct Fit {
    double rate{};
    Interval band{};
    double p{};
};

Result<Fit> fit(std::span<const double> times, std::span<const double> levels)
{
    std::vector<double> logs;
    for (const double level : levels) logs.push_back(std::log(level));
    const auto line = kernels::theil_sen(times, logs);
    if (!line) return line.error();
    const auto trend = kernels::mann_kendall(logs);
    if (!trend) return trend.error();
    const Interval band = line->band.value_or(Interval{line->slope, line->slope});
    return Fit{0.0 - line->slope, {0.0 - band.upper, 0.0 - band.lower}, trend->p_two_sided};
}

struct Rate {
    std::optional<double> value;
    Interval band{};
    Interval p{};
};

Result<Rate> rate_over_draws(const std::vector<LevelPoint>& levels, std::span<const double> times, std::size_t draws)
{
    std::vector<double> rates;
    std::vector<double> lowers;
    std::vector<double> uppers;
    std::vector<double> drawn(levels.size());
    for (std::size_t draw = 0; draw < draws; ++draw) {
        for (std::size_t i = 0; i < levels.size(); ++i) {
            drawn[i] = kernels::uniform_in(levels[i].level, levels[i].id, draw).value();
        }
        const auto one = fit(times, drawn);
        if (!one) return one.error();
        rates.push_back(one->rate);
        lowers.push_back(one->band.lower);
        uppers.push_back(one->band.upper);
    }
    Rate rate;
    rate.value = kernels::median(rates).value();
    rate.band = {kernels::quantile(lowers, 0.025).value(), kernels::quantile(uppers, 0.975).value()};
    return rate;
}

Result<Fit> fit_end(const std::vector<LevelPoint>& levels, std::span<const double> times, bool upper)
{
    std::vector<double> end;
    for (const auto& level : levels) end.push_back(upper ? level.level.upper : level.level.lower);
    return fit(times, end);
}

Result<Rate> rate_of(const Evaluation& evaluation, const std::vector<LevelPoint>& levels, std::size_t draws)
{
    std::vector<double> times;
    for (const auto& level : levels) times.push_back(middle_in_years(level.period));
    const auto low = fit_end(levels, times, false);
    if (!low) return low.error();
    const auto high = fit_end(levels, times, true);
    if (!high) return high.error();
    step(evaluation,
         fmt::format("rate = -Theil-Sen slope of ln(level): {} with every level at its lower end, {} at its "
                     "upper end; Mann-Kendall p {} and {}",
                     format_number(low->rate), format_number(high->rate), format_number(low->p),
                     format_number(high->p)));
    const bool exact = std::all_of(levels.begin(), levels.end(), [](const LevelPoint& l) { return l.level.exact(); });
    Rate rate{low->rate, low->band, {}};
    if (!exact) {
        auto drawn = rate_over_draws(levels, times, draws);
        if (!drawn) return drawn.error();
        rate = *drawn;
        step(evaluation, fmt::format("median of {} draws on the observations {}", draws, format_number(*rate.value)));
    }
    rate.p = {std::min(low->p, high->p), std::max(low->p, high->p)};
    return rate;
}

Reading reading_of(const std::vector<LevelPoint>& levels, const Rate& rate)
{
    Reading reading = known(*rate.value);
    reading.bounds = rate.band;
    reading.p_value = rate.p.upper;
    std::vector<KnownPoint> newest;
    for (const auto& level : levels) {
        reading.periods.push_back(level.period);
        newest.push_back(level.points.front());
    }
    stamp(reading, newest);
    reading.level = levels.back().level;
    reading.answer = rate.band.lower > 0.0 ? "shedding" : rate.band.upper < 0.0 ? "deepening" : "undecided";
    return reading;
}

void gate(const Evaluation& evaluation, const LevelSeries& series, const std::vector<LevelPoint>& levels,
          Reading& reading)
{
    reading.may_alert = levels.size() >= alert_n && *reading.p_value < alert_p;
    if (!reading.may_alert) {
        reading.notes.push_back(fmt::format("n {} and p {:.2f}: an alert needs n {} and p below {}", levels.size(),
                                            *reading.p_value, alert_n, alert_p));
        return;
    }
    const double change = std::abs(std::log(levels.back().level.lower / levels.front().level.lower));
    const double restated = series.largest_restatement(evaluation.view, levels);
    reading.may_alert = change > restated;
    if (!reading.may_alert) {
        reading.notes.push_back(
            fmt::format("the change {:.3f} is not larger than the publisher's own revisions {:.3f}", change, restated));
    }
}

Reading evaluate(const Evaluation& evaluation, const LevelSeries& series, std::size_t draws)
{
    const auto levels = series.levels(evaluation.view);
    if (!levels) return missing(levels.error().code, levels.error().detail);
    if (levels->empty()) return no_input(evaluation, series.key);
    for (const auto& level : *levels) {
        if (auto stale = stale_input(evaluation, level.points)) return *stale;
        if (series.of != LevelSeries::Of::supply_share) show(evaluation, level.points);
        step(evaluation,
             fmt::format("{}: level [{}, {}] from {}", format_period(level.period), format_number(level.level.lower),
                         format_number(level.level.upper), level.points.front().release->id));
        if (level.level.lower <= 0.0) {
            return missing(Errc::not_identified, fmt::format("the level of {} may be 0, which has no rate of decline",
                                                             format_period(level.period)));
        }
    }
    if (levels->size() < smallest_n) {
        return missing(Errc::insufficient_points,
                       fmt::format("{} points of one definition; a rate needs {}", levels->size(), smallest_n));
    }
    const auto rate = rate_of(evaluation, *levels, draws);
    if (!rate) return missing(rate.error().code, rate.error().detail);
    Reading reading = reading_of(*levels, *rate);
    const Definition* definition = evaluation.codes.definition(series.key.definition);
    if (definition) reading.basis = definition->basis;
    gate(evaluation, series, *levels, reading);
    return reading;
}

boost::system::result<Body, ParameterError> configure(const Parameters& parameters, const ConfigureContext& context)
{
    auto series = read_levels(parameters, context);
    if (!series) return series.error();
    const std::int64_t draws = parameters.integer("draws").value_or(1000);
    if (draws < 100 || draws > 100000) return ParameterError{"draws", "between 100 and 100000 draws"};
    Body body;
    body.labels = {{"of", series->label()}};
    body.groups = {series->key};
    body.reads_rosters = !series->supplier.bloc.empty();
    body.definitions = {series->key.definition};
    body.subject = "speed at which " + series->label() + " falls";
    body.evaluate = [levels = *series, draws](const Evaluation& evaluation) {
        return evaluate(evaluation, levels, static_cast<std::size_t>(draws));
    };
    return body;
}

constexpr std::array<std::string_view, 3> answers{"shedding", "deepening", "undecided"};

}  // namespace

extern constinit const IndicatorKind decoupling_rate_kind{
    .name = "decoupling_rate",
    .unit = "per_year",
    .help = "Speed at which a dependence level falls, as a rate of its logarithm; positive while dependence is shed.",
    .formula = "-Theil-Sen slope of ln(level) over the periods of one definition; band by rank (Sen), draws on bounds",
    .range = "(-inf, inf) per year",
    .inputs = "levels of one definition over time; shares from complete tables only; forecasts never",
    .smallest_input = "5 periods",
    .source = "Sen (1968), Theil (1950), Mann (1945), Kendall (1975)",
    .limitation = "annual figures are few: with 5 points only a perfectly monotone series reaches p < 0.05",
    .falsifier = "a band that excludes 0 on the other side after the next two releases",
    .claims = "C01 C02 C20 C26",
    .labels = labels,
    .answers = answers,
    .parameters = options,
    .clock = ClockUse::none,
    .is_signed = false,
    .configure = configure,
};

}  // namespace entangled
