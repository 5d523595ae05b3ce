#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/core/feed_contents.hpp"

namespace entangled {

/// How a feed is doing. Closed; exported as a state set.
enum class FeedState : std::uint8_t { ok, stale_fetch, stale_content, partial, error, not_configured, quiet };
[[nodiscard]] std::string_view to_string(FeedState state) noexcept;

/// The state of one feed as of its last retrieval.
struct FeedStatus {
    FeedState state{FeedState::error};
    std::string detail;                       ///< what is wrong and where, for people
    std::optional<Timestamp> retrieved;       ///< last time the source was read successfully
    Duration stale_after{};                   ///< readings go unknown when `retrieved` is older than this
    std::optional<Timestamp> complete_until;  ///< last instant up to which the record is complete
    Duration grace{};                         ///< how long past `complete_until` the record still speaks
    friend bool operator==(const FeedStatus&, const FeedStatus&) = default;
};

/// One feed in a data set: its last good contents and its present state.
struct Feed {
    std::string id;
    FeedStatus status;
    std::shared_ptr<const FeedContents> contents;  ///< never null; empty before the first retrieval
};

/// One observation with everything needed to say where it is from. Points into the data set it was read from.
struct KnownPoint {
    const SeriesKey* key{};
    const Observation* observation{};
    const Release* release{};
    const Table* table{};
    const Feed* feed{};
};

/// All suppliers of one good in one period, from the release that is in force.
struct TableSlice {
    Period period;
    const Release* release{};
    const Table* table{};
    std::vector<KnownPoint> points;  ///< ordered by origin; forecasts and world totals left out
};

/// What is known, with vintages: an immutable, bitemporal set of series and records. It is held by pointer and never
/// copied, since its index points into itself; `with` shares everything that does not change.
class Dataset {
  public:
    Dataset() = default;
    Dataset(const Dataset&) = delete;
    Dataset& operator=(const Dataset&) = delete;
    Dataset(Dataset&&) = default;
    Dataset& operator=(Dataset&&) = default;
    ~Dataset() = default;
    /// Feeds in order of configuration. A series that two feeds claim belongs to the first; `claims` says which lost.
    explicit Dataset(std::vector<Feed> feeds);

    [[nodiscard]] std::span<const Feed> feeds() const noexcept { return feeds_; }
    [[nodiscard]] const Feed* feed(std::string_view id) const noexcept;
    /// This data set with one feed replaced or added; everything else is shared.
    [[nodiscard]] Dataset with(Feed feed) const;
    /// Series that a later feed also delivers and that are read from the first one only.
    [[nodiscard]] std::span<const std::string> claims() const noexcept { return claims_; }
    [[nodiscard]] std::size_t series_count() const noexcept { return index_.size(); }

    struct Entry {
        const Series* series{};
        const Table* table{};
        const Feed* feed{};
    };
    /// Every series in the order of its key.
    [[nodiscard]] const std::map<SeriesKey, Entry>& series() const noexcept { return index_; }

  private:
    std::vector<Feed> feeds_;
    std::map<SeriesKey, Entry> index_;
    std::vector<std::string> claims_;
};

/// The data set as it was known at one time, optionally cut at a last period; a view, not a copy. The data set must
/// outlive it.
class View {
  public:
    View(const Dataset& dataset, Timestamp as_of) : dataset_(&dataset), as_of_(as_of) {}
    /// The same view without periods that end after `last_end`.
    [[nodiscard]] View cut_after(Date last_end) const;

    [[nodiscard]] const Dataset& dataset() const noexcept { return *dataset_; }
    [[nodiscard]] Timestamp as_of() const noexcept { return as_of_; }

    /// Whether any feed delivers the series, known yet or not.
    [[nodiscard]] bool has(const SeriesKey& key) const;
    /// One point per period, ascending, each from the release in force for that period; forecasts left out.
    [[nodiscard]] std::vector<KnownPoint> history(const SeriesKey& key) const;
    /// The periods for which any supplier of the group is known, ascending. `group.origin` is not looked at.
    [[nodiscard]] std::vector<Period> periods(const SeriesKey& group) const;
    /// All suppliers of the group in one period. Empty if the period is not covered.
    [[nodiscard]] std::optional<TableSlice> slice(const SeriesKey& group, const Period& period) const;

    /// Records visible now: known, and not superseded by a known one. Ordered by id.
    [[nodiscard]] std::vector<const Act*> acts() const;
    [[nodiscard]] std::vector<const Policy*> policies() const;
    [[nodiscard]] std::vector<const Membership*> memberships() const;

    /// Digest of everything the group (all origins) can show in this view.
    [[nodiscard]] std::uint64_t digest(const SeriesKey& group) const;
    /// Digest of the records of all feeds visible in this view.
    [[nodiscard]] std::uint64_t records_digest() const;

  private:
    const Dataset* dataset_;
    Timestamp as_of_;
    std::optional<Date> last_end_;

    [[nodiscard]] std::optional<std::uint32_t> in_force(const Table& table, const Period& period) const;
    [[nodiscard]] bool visible(const Period& period) const noexcept { return !last_end_ || period.end <= *last_end_; }
};

/// Largest relative change |new - old| / |old| of a figure that the newest known release of a table restates against
/// the release it replaced, over all tables of the feed. Empty if nothing was restated.
[[nodiscard]] std::optional<double> largest_revision(const Feed& feed, Timestamp as_of);

}  // namespace entangled
