#include "daemon/metrics/cycle_families.hpp"
#include "daemon/metrics/family_builder.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace entangled {
namespace {

/// End of the newest period observed, or date of the newest act, known at `as_of`. Forecasts are not observations.
std::optional<Timestamp> newest_observation(const FeedContents& contents, Timestamp as_of)
{
    std::optional<Timestamp> newest;
    const auto take = [&](Date day) { newest = std::max<Timestamp>(newest.value_or(Timestamp::min()), day); };
    for (const Table& table : contents.tables) {
        for (const Series& series : table.series) {
            for (const Observation& observation : series.observations) {
                if (observation.known_at > as_of || has_flag(observation.flags, Flag::forecast)) continue;
                take(observation.period.end);
            }
        }
    }
    for (const Act& act : contents.acts) {
        if (act.known_at <= as_of) take(act.date);
    }
    return newest;
}

MetricFamily feed_time(std::string_view base, std::string_view help)
{
    return make_family(MetricType::gauge, {base, "timestamp_seconds", help}, {"feed"});
}

/// The families of all feeds.
class FeedFamilies {
  public:
    void add(const Feed& feed, Timestamp at)
    {
        const FeedStatus& status = feed.status;
        add_states(state_, {feed.id}, states_, to_string(status.state));
        if (status.retrieved) add_time(retrieved_, {feed.id}, *status.retrieved);
        if (status.retrieved && status.stale_after > Duration::zero()) {
            add_time(stale_after_, {feed.id}, *status.retrieved + status.stale_after);
        }
        if (status.complete_until) add_time(complete_until_, {feed.id}, *status.complete_until);
        if (const auto newest = newest_observation(*feed.contents, at)) add_time(newest_, {feed.id}, *newest);
        if (const auto size = largest_revision(feed, at)) revision_.samples.push_back({{feed.id}, *size});
    }

    void add(const std::string& feed, const FeedCounts& counts)
    {
        for (const auto& [disposition, count] : counts.rows) {
            rows_.samples.push_back({{feed, disposition}, static_cast<double>(count)});
        }
        for (const auto& [reason, count] : counts.rejected_total) {
            rejected_.samples.push_back({{feed, reason}, static_cast<double>(count)});
        }
    }

    void move_to(std::vector<MetricFamily>& families)
    {
        for (MetricFamily* family :
             {&state_, &retrieved_, &newest_, &complete_until_, &stale_after_, &rows_, &rejected_, &revision_}) {
            families.push_back(std::move(*family));
        }
    }

  private:
    std::array<std::string_view, 7> states_{
        to_string(FeedState::ok),      to_string(FeedState::stale_fetch), to_string(FeedState::stale_content),
        to_string(FeedState::partial), to_string(FeedState::error),       to_string(FeedState::not_configured),
        to_string(FeedState::quiet)};
    MetricFamily state_ =
        make_family(MetricType::stateset, {"feed_state", {}, "1 for the present state of a feed and 0 for the others."},
                    {"feed", "state"});
    MetricFamily retrieved_ = feed_time("feed_retrieved", "Time at which the source was last read successfully.");
    MetricFamily newest_ = feed_time("feed_newest_observation",
                                     "End of the newest period, or date of the newest act, that the feed delivered.");
    MetricFamily complete_until_ =
        feed_time("feed_complete_until", "Day up to which the acts and policies of the feed are complete.");
    MetricFamily stale_after_ =
        feed_time("feed_stale_after", "Time after which readings of the feed are unknown unless it is read again.");
    MetricFamily rows_ =
        make_family(MetricType::gauge, {"feed_rows", {}, "Rows of the last read by what became of them, 0 or more."},
                    {"feed", "disposition"});
    MetricFamily rejected_ =
        make_family(MetricType::counter, {"feed_rejected_rows", {}, "Rows rejected since start by reason, 0 or more."},
                    {"feed", "reason"});
    MetricFamily revision_ = make_family(
        MetricType::gauge,
        {"feed_revision_max", "ratio",
         "Largest relative change of a figure that the newest release restated, 0 or more; 0.1 is a tenth."},
        {"feed"});
};

}  // namespace

std::vector<MetricFamily> feed_families(const Cycle& cycle, const FeedCountsById& counts)
{
    FeedFamilies all;
    for (const Feed& feed : cycle.dataset->feeds()) {
        all.add(feed, cycle.at);
        if (const auto found = counts.find(feed.id); found != counts.end()) all.add(feed.id, found->second);
    }
    std::vector<MetricFamily> families;
    all.move_to(families);
    return families;
}

}  // namespace entangled
