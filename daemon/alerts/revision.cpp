#include "daemon/alerts/revision.hpp"

#include <algorithm>
#include <cmath>

namespace entangled {
namespace {

/// The release before `release` that covers the period, if any.
std::optional<std::uint32_t> replaced_by(const Table& table, const Period& period, std::uint32_t release)
{
    const auto covering = table.covers.find(period);
    if (covering == table.covers.end()) return std::nullopt;
    const auto& releases = covering->second;
    const auto place = std::find(releases.begin(), releases.end(), release);
    if (place == releases.begin() || place == releases.end()) return std::nullopt;
    return *std::prev(place);
}

double relative_change(const Observation& before, const Observation& after)
{
    if (!before.value || !after.value || *before.value == 0.0) return 0.0;
    return std::abs(*after.value - *before.value) / std::abs(*before.value);
}

/// How much the observation at `place` restates; observations of one period stand together.
double restated_at(const Table& table, const std::vector<Observation>& observations, std::size_t place)
{
    const Observation& after = observations[place];
    const auto replaced = replaced_by(table, after.period, after.release);
    if (!replaced) return 0.0;
    for (std::size_t i = place; i-- > 0 && observations[i].period == after.period;) {
        if (observations[i].release == *replaced) return relative_change(observations[i], after);
    }
    return 0.0;
}

}  // namespace

double largest_revision_within(const Feed& feed, Timestamp now, Duration window)
{
    const auto is_news = [&](const Release& release) {
        return release.known_at <= now && release.known_at > now - window;
    };
    double largest = 0.0;
    for (const Table& table : feed.contents->tables) {
        if (std::none_of(table.releases.begin(), table.releases.end(), is_news)) continue;
        for (const Series& series : table.series) {
            for (std::size_t i = 0; i < series.observations.size(); ++i) {
                if (!is_news(table.releases[series.observations[i].release])) continue;
                largest = std::max(largest, restated_at(table, series.observations, i));
            }
        }
    }
    return largest;
}

}  // namespace entangled
