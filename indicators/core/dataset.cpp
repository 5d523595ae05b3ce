#include "indicators/core/dataset.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_set>

#include "indicators/core/digest.hpp"

namespace entangled {
namespace {

SeriesKey first_of(const SeriesKey& group)
{
    SeriesKey key = group;
    key.origin.clear();
    return key;
}

bool same_group(const SeriesKey& a, const SeriesKey& b)
{
    return a.measure == b.measure && a.good == b.good && a.tier == b.tier && a.definition == b.definition &&
           a.destination == b.destination;
}

template <class Record>
std::vector<const Record*> visible_records(std::span<const Feed> feeds, std::vector<Record> FeedContents::*member,
                                           Timestamp as_of)
{
    std::vector<const Record*> known;
    std::unordered_set<std::string_view> superseded;
    for (const auto& feed : feeds) {
        for (const auto& record : (*feed.contents).*member) {
            if (record.known_at > as_of) continue;
            known.push_back(&record);
            if (!record.supersedes.empty()) superseded.insert(record.supersedes);
        }
    }
    std::erase_if(known, [&](const Record* record) { return superseded.contains(record->id); });
    std::sort(known.begin(), known.end(), [](const Record* a, const Record* b) { return a->id < b->id; });
    return known;
}

template <class Record>
std::size_t count_known(const std::vector<Record>& records, Timestamp as_of)
{
    return static_cast<std::size_t>(
        std::count_if(records.begin(), records.end(), [&](const Record& r) { return r.known_at <= as_of; }));
}

}  // namespace

std::string_view to_string(FeedState state) noexcept
{
    switch (state) {
        case FeedState::ok: return "ok";
        case FeedState::stale_fetch: return "stale_fetch";
        case FeedState::stale_content: return "stale_content";
        case FeedState::partial: return "partial";
        case FeedState::error: return "error";
        case FeedState::not_configured: return "not_configured";
        case FeedState::quiet: return "quiet";
    }
    return {};
}

Dataset::Dataset(std::vector<Feed> feeds) : feeds_(std::move(feeds))
{
    for (const auto& feed : feeds_) {
        for (const auto& table : feed.contents->tables) {
            for (const auto& series : table.series) {
                const auto [entry, fresh] = index_.try_emplace(series.key, Entry{&series, &table, &feed});
                if (!fresh) {
                    claims_.push_back(fmt::format("{} is delivered by feed {} and by feed {}; the first is read",
                                                  to_string(series.key), entry->second.feed->id, feed.id));
                }
            }
        }
    }
}

const Feed* Dataset::feed(std::string_view id) const noexcept
{
    for (const auto& feed : feeds_) {
        if (feed.id == id) return &feed;
    }
    return nullptr;
}

Dataset Dataset::with(Feed feed) const
{
    std::vector<Feed> feeds = feeds_;
    const auto place = std::find_if(feeds.begin(), feeds.end(), [&](const Feed& f) { return f.id == feed.id; });
    if (place == feeds.end()) {
        feeds.push_back(std::move(feed));
    } else {
        *place = std::move(feed);
    }
    return Dataset(std::move(feeds));
}

View View::cut_after(Date last_end) const
{
    View view = *this;
    view.last_end_ = last_end;
    return view;
}

std::optional<std::uint32_t> View::in_force(const Table& table, const Period& period) const
{
    const auto covering = table.covers.find(period);
    if (covering == table.covers.end() || !visible(period)) return std::nullopt;
    for (auto release = covering->second.rbegin(); release != covering->second.rend(); ++release) {
        if (table.releases[*release].known_at <= as_of_) return *release;
    }
    return std::nullopt;
}

bool View::has(const SeriesKey& key) const { return dataset_->series().contains(key); }

std::vector<KnownPoint> View::history(const SeriesKey& key) const
{
    std::vector<KnownPoint> points;
    const auto entry = dataset_->series().find(key);
    if (entry == dataset_->series().end()) return points;
    const auto& [series, table, feed] = entry->second;
    for (const auto& observation : series->observations) {
        if (has_flag(observation.flags, Flag::forecast)) continue;
        if (in_force(*table, observation.period) != observation.release) continue;
        points.push_back({&series->key, &observation, &table->releases[observation.release], table, feed});
    }
    return points;
}

std::vector<Period> View::periods(const SeriesKey& group) const
{
    std::set<Period> periods;
    const auto& index = dataset_->series();
    for (auto entry = index.lower_bound(first_of(group)); entry != index.end() && same_group(entry->first, group);
         ++entry) {
        for (const auto& point : history(entry->first)) periods.insert(point.observation->period);
    }
    return {periods.begin(), periods.end()};
}

std::optional<TableSlice> View::slice(const SeriesKey& group, const Period& period) const
{
    TableSlice slice;
    slice.period = period;
    const auto& index = dataset_->series();
    for (auto entry = index.lower_bound(first_of(group)); entry != index.end() && same_group(entry->first, group);
         ++entry) {
        const auto& [series, table, feed] = entry->second;
        if (entry->first.origin == world_total) continue;
        const auto release = in_force(*table, period);
        if (!release) continue;
        for (const auto& observation : series->observations) {
            if (observation.period != period || observation.release != *release) continue;
            if (has_flag(observation.flags, Flag::forecast)) continue;
            slice.release = &table->releases[*release];
            slice.table = table;
            slice.points.push_back({&series->key, &observation, slice.release, table, feed});
        }
    }
    if (slice.points.empty()) return std::nullopt;
    return slice;
}

std::vector<const Act*> View::acts() const
{
    return visible_records<Act>(dataset_->feeds(), &FeedContents::acts, as_of_);
}

std::vector<const Policy*> View::policies() const
{
    return visible_records<Policy>(dataset_->feeds(), &FeedContents::policies, as_of_);
}

std::vector<const Membership*> View::memberships() const
{
    return visible_records<Membership>(dataset_->feeds(), &FeedContents::memberships, as_of_);
}

std::uint64_t View::digest(const SeriesKey& group) const
{
    Digest digest;
    digest.add(last_end_ ? static_cast<std::int64_t>(last_end_->time_since_epoch().count()) : std::int64_t{-1});
    const Table* last = nullptr;
    const auto& index = dataset_->series();
    for (auto entry = index.lower_bound(first_of(group)); entry != index.end() && same_group(entry->first, group);
         ++entry) {
        const Table* table = entry->second.table;
        if (table == last) continue;
        last = table;
        const auto known = std::count_if(table->releases.begin(), table->releases.end(),
                                         [&](const Release& release) { return release.known_at <= as_of_; });
        digest.add(entry->second.feed->id).add(table->digest).add(static_cast<std::int64_t>(known));
    }
    return digest.value();
}

std::uint64_t View::records_digest() const
{
    Digest digest;
    for (const auto& feed : dataset_->feeds()) {
        const auto& contents = *feed.contents;
        digest.add(feed.id).add(contents.records_digest);
        digest.add(static_cast<std::uint64_t>(count_known(contents.acts, as_of_)));
        digest.add(static_cast<std::uint64_t>(count_known(contents.policies, as_of_)));
        digest.add(static_cast<std::uint64_t>(count_known(contents.memberships, as_of_)));
        for (const auto& [table, rejected] : contents.rejected_records) {
            digest.add(table).add(static_cast<std::uint64_t>(rejected));
        }
    }
    return digest.value();
}

namespace {

double restated_by(const Series& series, const Observation& now, std::uint32_t before)
{
    for (const auto& old : series.observations) {
        if (old.period != now.period || old.release != before) continue;
        if (!old.value || !now.value || *old.value == 0.0) return 0.0;
        return std::abs(*now.value - *old.value) / std::abs(*old.value);
    }
    return 0.0;
}

}  // namespace

std::optional<double> largest_revision(const Feed& feed, Timestamp as_of)
{
    double largest = 0.0;
    for (const auto& table : feed.contents->tables) {
        for (const auto& series : table.series) {
            for (const auto& now : series.observations) {
                const auto& covering = table.covers.at(now.period);
                const auto place = std::find(covering.begin(), covering.end(), now.release);
                const auto next = std::next(place);
                const bool newest = next == covering.end() || table.releases[*next].known_at > as_of;
                if (!newest || place == covering.begin() || table.releases[now.release].known_at > as_of) continue;
                largest = std::max(largest, restated_by(series, now, *std::prev(place)));
            }
        }
    }
    if (largest == 0.0) return std::nullopt;
    return largest;
}

}  // namespace entangled
