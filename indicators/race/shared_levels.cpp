#include "indicators/race/shared_levels.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "indicators/dependence/shared_supply.hpp"

namespace entangled {
namespace {

using Of = LevelSeries::Of;

struct OfRow {
    Of of;
    std::string_view name;
    Measure measure;
};

constexpr std::array<OfRow, 4> kinds_of_level{{
    {Of::supply_share, "supply_share", Measure::production},
    {Of::net_import_reliance, "net_import_reliance", Measure::net_import_reliance},
    {Of::import_source_share, "import_source_share", Measure::import_source_share},
    {Of::foreign_share, "foreign_share", Measure::self_sufficiency},
}};

const OfRow& row_of(Of of)
{
    return *std::find_if(kinds_of_level.begin(), kinds_of_level.end(), [&](const OfRow& row) { return row.of == of; });
}

// The table machinery asks for an evaluation; a level needs only its view.
Result<std::optional<LevelPoint>> table_level(const LevelSeries& series, const View& view, const Period& period)
{
    const CodeBook no_codes;
    const Evaluation evaluation{view, view.as_of(), no_codes, {}, nullptr};
    const auto table = supply_table(evaluation, series.key, period);
    if (!table) {
        const auto slice = view.slice(series.key, period);
        if (slice && !slice->release->damage.empty()) return table.error();
        return std::optional<LevelPoint>{};
    }
    const Interval share = share_of(*table, series.supplier.economies(view));
    SeriesKey key = series.key;
    key.origin = series.supplier.label();
    return std::optional(
        LevelPoint{period, share, observation_id(key, period, table->slice.release->id), table->slice.points});
}

std::optional<LevelPoint> printed_level(const LevelSeries& series, const View& view, const Period& period)
{
    for (const auto& point : view.history(series.key)) {
        if (point.observation->period != period) continue;
        const auto figure = known_interval(*point.observation);
        if (!figure) return std::nullopt;
        const Interval level =
            series.of == Of::foreign_share ? Interval{1.0 - figure->upper, 1.0 - figure->lower} : *figure;
        return LevelPoint{period, level, observation_id(*point.key, period, point.release->id), {point}};
    }
    return std::nullopt;
}

std::vector<Timestamp> release_times(const View& view, const LevelPoint& level)
{
    std::vector<Timestamp> times;
    const Table& table = *level.points.front().table;
    for (const auto release : table.covers.at(level.period)) {
        if (table.releases[release].known_at <= view.as_of()) times.push_back(table.releases[release].known_at);
    }
    return times;
}

}  // namespace

Result<std::optional<LevelPoint>> LevelSeries::level(const View& view, const Period& period) const
{
    if (of == Of::supply_share) return table_level(*this, view, period);
    return printed_level(*this, view, period);
}

Result<std::vector<LevelPoint>> LevelSeries::levels(const View& view) const
{
    std::vector<LevelPoint> points;
    for (const auto& period : view.periods(key)) {
        if (period.kind == PeriodKind::range || (first && period < *first) || (last && *last < period)) continue;
        auto point = level(view, period);
        if (!point) return point.error();
        if (*point) points.push_back(std::move(**point));
    }
    return points;
}

double LevelSeries::largest_restatement(const View& view, const std::vector<LevelPoint>& levels) const
{
    double largest = 0.0;
    for (const auto& now : levels) {
        std::optional<double> before;
        for (const Timestamp time : release_times(view, now)) {
            const auto then = level(View(view.dataset(), time), now.period);
            if (!then || !*then || (*then)->level.lower <= 0.0) continue;
            const double middle = std::log(((*then)->level.lower + (*then)->level.upper) / 2.0);
            if (before) largest = std::max(largest, std::abs(middle - *before));
            before = middle;
        }
    }
    return largest;
}

std::string LevelSeries::label() const
{
    const std::string who = of == Of::supply_share          ? supplier.label()
                            : of == Of::import_source_share ? fmt::format("{} on {}", key.destination, key.origin)
                                                            : key.destination;
    return fmt::format("{} {} of {} ({})", who, row_of(of).name, key.good, key.tier);
}

boost::system::result<LevelSeries, ParameterError> read_levels(const Parameters& parameters,
                                                               const ConfigureContext& context)
{
    if (auto error = check_definition(context.codes, "definition", parameters.text("definition"))) return *error;
    const std::string name = parameters.text("of");
    const auto row =
        std::find_if(kinds_of_level.begin(), kinds_of_level.end(), [&](const OfRow& r) { return r.name == name; });
    if (row == kinds_of_level.end()) {
        return ParameterError{"of",
                              "a level is supply_share, net_import_reliance, import_source_share or foreign_share"};
    }
    LevelSeries series;
    series.of = row->of;
    series.key = {
        row->measure, parameters.text("good"), parameters.text("tier"), parameters.text("definition"), {}, {}};
    series.first = parse_period(parameters.text("first"));
    series.last = parse_period(parameters.text("last"));
    if (row->of == Of::supply_share) {
        auto supplier = read_party(parameters, context, "supplier", "bloc");
        if (!supplier) return supplier.error();
        series.supplier = std::move(*supplier);
        return series;
    }
    series.key.destination = parameters.text("dependent");
    if (series.key.destination.empty()) return ParameterError{"dependent", "name the economy that depends"};
    if (row->of == Of::import_source_share) {
        series.key.origin = parameters.text("supplier");
        if (series.key.origin.empty()) return ParameterError{"supplier", "name the supplying economy"};
    }
    return series;
}

}  // namespace entangled
