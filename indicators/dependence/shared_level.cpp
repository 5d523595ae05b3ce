#include "indicators/dependence/shared_level.hpp"

#include <fmt/format.h>

namespace entangled {

Result<KnownPoint> newest_point(const Evaluation& evaluation, const SeriesKey& key, const std::optional<Period>& pinned)
{
    const auto history = evaluation.view.history(key);
    for (auto point = history.rbegin(); point != history.rend(); ++point) {
        if (pinned && point->observation->period != *pinned) continue;
        if (!known_interval(*point->observation)) continue;
        if (auto stale = stale_input(evaluation, {&*point, 1})) return *stale->reason;
        return *point;
    }
    return *no_input(evaluation, key).reason;
}

Reading published_level(const Evaluation& evaluation, const SeriesKey& key, const std::optional<Period>& pinned)
{
    const auto point = newest_point(evaluation, key, pinned);
    if (!point) return missing(point.error().code, point.error().detail);
    const auto figure = known_interval(*point->observation);
    Reading reading = point->observation->bounds ? known(*figure) : known(figure->lower);
    stamp(reading, {&*point, 1});
    if (has_flag(point->observation->flags, Flag::net_exporter)) reading.notes.emplace_back("net exporter");
    if (has_flag(point->observation->flags, Flag::estimate)) reading.notes.emplace_back("an estimate of the publisher");
    show(evaluation, {&*point, 1});
    step(evaluation, fmt::format("{} as printed in {}", format_figure(*point->observation), point->release->id));
    return reading;
}

}  // namespace entangled
