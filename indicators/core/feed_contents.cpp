#include "indicators/core/feed_contents.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>
#include <span>
#include <tuple>

#include "indicators/core/digest.hpp"

namespace entangled {
namespace {

using Damage = std::map<std::pair<std::string, std::string>, std::string>;
using BlockKey = std::pair<std::string, std::string>;

auto identity(const ObservationRow& row) { return std::tie(row.table, row.release, row.key, row.period); }

// Total but for exact copies, so that the order of the file leaves no trace.
auto canonical_order(const ObservationRow& row)
{
    return std::tie(row.table, row.release, row.key, row.period, row.source.source, row.source.url, row.line);
}

bool same_figure(const ObservationRow& a, const ObservationRow& b)
{
    return a.value == b.value && a.bounds == b.bounds && a.flags == b.flags && a.known_at == b.known_at;
}

RowConflict conflict(const ObservationRow& row, std::string reason, std::string detail)
{
    return {row.line, std::move(reason), std::move(detail), row.table, row.release};
}

// Two figures for one key leave no way to tell which is right: none of them is used.
std::vector<ObservationRow> without_duplicates(std::vector<ObservationRow> rows, std::vector<RowConflict>& conflicts)
{
    std::vector<ObservationRow> kept;
    kept.reserve(rows.size());
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first + 1;
        bool agree = true;
        while (last < rows.size() && identity(rows[last]) == identity(rows[first])) {
            agree = agree && same_figure(rows[first], rows[last]);
            ++last;
        }
        for (std::size_t i = first + (agree ? 1 : 0); last - first > 1 && i < last; ++i) {
            const std::size_t other = i == first ? first + 1 : first;
            conflicts.push_back(
                conflict(rows[i], agree ? "duplicate" : "conflicting_duplicate",
                         fmt::format("{} {} in release {} stands also in line {}{}", to_string(rows[i].key),
                                     format_period(rows[i].period), rows[i].release, rows[other].line,
                                     agree ? "" : " with another value; neither is used")));
        }
        if (agree) kept.push_back(std::move(rows[first]));
        first = last;
    }
    return kept;
}

// A release has one date and one completeness; a series has one table.
std::vector<ObservationRow> consistent(std::vector<ObservationRow> rows, std::vector<RowConflict>& conflicts)
{
    std::map<BlockKey, const ObservationRow*> blocks;
    std::map<SeriesKey, const std::string*> homes;
    std::set<BlockKey> split;
    for (const auto& row : rows) {
        const auto [block, fresh] = blocks.try_emplace({row.table, row.release}, &row);
        if (!fresh && (block->second->known_at != row.known_at || block->second->complete != row.complete)) {
            split.insert({row.table, row.release});
        }
        const auto [home, first] = homes.try_emplace(row.key, &row.table);
        if (!first && row.table < *home->second) home->second = &row.table;
    }
    std::map<SeriesKey, std::string> owners;
    for (const auto& [key, table] : homes) owners.emplace(key, *table);
    std::vector<ObservationRow> kept;
    kept.reserve(rows.size());
    for (auto& row : rows) {
        if (split.contains({row.table, row.release})) {
            conflicts.push_back(conflict(row, "release_mismatch",
                                         fmt::format("release {} of table {} has rows with different known_at or "
                                                     "complete; give the release one date and one completeness",
                                                     row.release, row.table)));
        } else if (const auto& owner = owners.at(row.key); owner != row.table) {
            conflicts.push_back(
                conflict(row, "series_in_two_tables",
                         fmt::format("{} belongs to table {}; give these rows a definition of their own",
                                     to_string(row.key), owner)));
        } else {
            kept.push_back(std::move(row));
        }
    }
    return kept;
}

class SourceIndex {
  public:
    explicit SourceIndex(std::vector<SourceText>& sources) : sources_(sources) {}
    std::uint32_t of(const SourceText& text)
    {
        const auto [entry, fresh] =
            index_.try_emplace({text.source, text.url}, static_cast<std::uint32_t>(sources_.size()));
        if (fresh) sources_.push_back(text);
        return entry->second;
    }

  private:
    std::vector<SourceText>& sources_;
    std::map<std::pair<std::string, std::string>, std::uint32_t> index_;
};

std::vector<Release> releases_of(std::span<const ObservationRow> rows, const Damage& damaged)
{
    std::map<std::pair<Timestamp, std::string>, Release> ordered;
    for (const auto& row : rows) {
        ordered.try_emplace({row.known_at, row.release}, Release{row.release, row.known_at, row.complete, {}});
    }
    std::vector<Release> releases;
    for (auto& [order, release] : ordered) {
        auto harm = damaged.find({rows.front().table, release.id});
        if (harm == damaged.end()) harm = damaged.find({"", ""});
        if (harm != damaged.end()) {
            release.complete = false;
            release.damage = harm->second;
        }
        releases.push_back(std::move(release));
    }
    return releases;
}

void add_to_digest(Digest& digest, const Series& series, const Observation& point)
{
    digest.add(to_string(series.key)).add(format_period(point.period)).add(std::uint64_t{point.release});
    digest.add(std::uint64_t{point.value.has_value()}).add(point.value.value_or(0.0));
    const Interval bounds = point.bounds.value_or(Interval{});
    digest.add(std::uint64_t{point.bounds.has_value()}).add(bounds.lower).add(bounds.upper);
    digest.add(static_cast<std::uint64_t>(point.flags));
}

std::uint64_t digest_of(const Table& table)
{
    Digest digest;
    digest.add(table.id);
    for (const auto& release : table.releases) {
        digest.add(release.id).add(static_cast<std::int64_t>(release.known_at.time_since_epoch().count()));
        digest.add(std::uint64_t{release.complete}).add(release.damage);
    }
    for (const auto& series : table.series) {
        for (const auto& point : series.observations) add_to_digest(digest, series, point);
    }
    return digest.value();
}

Table table_of(std::span<const ObservationRow> rows, const Damage& damaged, SourceIndex& sources)
{
    Table table;
    table.id = rows.front().table;
    table.releases = releases_of(rows, damaged);
    std::map<std::string_view, std::uint32_t> release_index;
    for (std::uint32_t i = 0; i < table.releases.size(); ++i) release_index[table.releases[i].id] = i;
    std::map<SeriesKey, std::vector<Observation>> series;
    std::map<Period, std::set<std::uint32_t>> covers;
    for (const auto& row : rows) {
        const auto release = release_index.at(row.release);
        covers[row.period].insert(release);
        series[row.key].push_back(
            {row.period, row.known_at, row.value, row.bounds, row.flags, release, sources.of(row.source), row.line});
    }
    for (auto& [period, numbers] : covers) table.covers[period].assign(numbers.begin(), numbers.end());
    for (auto& [key, points] : series) {
        std::sort(points.begin(), points.end(), [](const Observation& a, const Observation& b) {
            return std::tie(a.period, a.release) < std::tie(b.period, b.release);
        });
        points.shrink_to_fit();
        table.series.push_back({key, std::move(points)});
    }
    table.digest = digest_of(table);
    return table;
}

}  // namespace

Assembly assemble(std::vector<ObservationRow> rows, const Damage& damaged)
{
    Assembly assembly;
    std::sort(rows.begin(), rows.end(),
              [](const ObservationRow& a, const ObservationRow& b) { return canonical_order(a) < canonical_order(b); });
    rows = consistent(without_duplicates(std::move(rows), assembly.conflicts), assembly.conflicts);
    Damage harm = damaged;
    for (const auto& c : assembly.conflicts) {
        if (c.reason != "duplicate")
            harm.try_emplace({c.table, c.release}, fmt::format("line {}: {}", c.line, c.reason));
    }
    SourceIndex sources(assembly.contents.sources);
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first;
        while (last < rows.size() && rows[last].table == rows[first].table) ++last;
        assembly.contents.tables.push_back(table_of(std::span(rows).subspan(first, last - first), harm, sources));
        first = last;
    }
    assembly.accepted = rows.size();
    return assembly;
}

}  // namespace entangled
