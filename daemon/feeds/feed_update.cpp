#include "daemon/feeds/feed_update.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "daemon/feeds/shrink.hpp"
#include "indicators/core/digest.hpp"

namespace entangled {
namespace {

std::uint64_t digest_of(const Rejection& rejection)
{
    return Digest{}.add(to_string(rejection.reason)).add(std::uint64_t{rejection.line}).add(rejection.detail).value();
}

struct Later {
    std::size_t count{};
    std::uint32_t line{};
    Timestamp known_at{Timestamp::max()};

    void add(Timestamp when, std::uint32_t row_line, Timestamp now)
    {
        if (when <= now) return;
        ++count;
        if (when < known_at || (when == known_at && row_line < line)) {
            known_at = when;
            line = row_line;
        }
    }
};

Later not_yet_known(const FeedContents& contents, Timestamp now)
{
    Later later;
    for (const auto& table : contents.tables) {
        for (const auto& series : table.series) {
            for (const auto& point : series.observations) later.add(point.known_at, point.line, now);
        }
    }
    const auto records = [&](const auto& list) {
        for (const auto& record : list) later.add(record.known_at, record.line, now);
    };
    records(contents.acts);
    records(contents.policies);
    records(contents.projects);
    records(contents.memberships);
    return later;
}

// The last millisecond of the day, so that nothing dated the day after counts as observed.
std::optional<Timestamp> end_of_day(const std::optional<Date>& day)
{
    if (!day) return std::nullopt;
    return Timestamp{*day + std::chrono::days{1}} - Duration{1};
}

std::string origin(const FeedSpec& spec) { return fmt::format("feed={} file={}", spec.id, spec.path); }

std::string describe_rejected(const ParsedFeed& parsed, std::size_t rejected)
{
    std::vector<std::string> reasons;
    for (const auto& [reason, count] : parsed.rejected_by_reason)
        reasons.push_back(fmt::format("{} {}", reason, count));
    return fmt::format("{} of {} rows rejected ({}), the first in line {}", rejected, parsed.rows,
                       fmt::join(reasons, ", "), parsed.rejections.front().line);
}

std::string describe_lost(const std::string& lost, const ParsedFeed& parsed, std::size_t rejected)
{
    const std::string also = rejected > 0 ? "; " + describe_rejected(parsed, rejected) : std::string{};
    return fmt::format("{} are gone from the file{}; correct the file, or accept it with `entangled reload`", lost,
                       also);
}

// Said when it changes, not at every read.
void log_not_yet_known(const Later& later, const Later& before, const FeedSpec& spec, FeedUpdate& update)
{
    if (later.count == 0 || later.count == before.count) return;
    update.log.push_back(
        {LogLevel::info, fmt::format("rows dated after now are kept and used from their known_at {} "
                                     "rows={} line={} known_at={}",
                                     origin(spec), later.count, later.line, format_date(later.known_at))});
}

// What came to light in this read and was not said before. Rejections that are gone are forgotten, so that they are
// said again when they come back.
void log_rejections(const ParsedFeed& parsed, std::size_t rejected, const FeedSpec& spec, FeedUpdate& update)
{
    SeenRejections present;
    std::size_t fresh = 0;
    for (const auto& rejection : parsed.rejections) {
        if (!present.add(rejection) || update.seen.contains(rejection)) continue;
        ++fresh;
        update.log.push_back({LogLevel::warning, fmt::format("row rejected {} line={} column={} reason={}: {}",
                                                             origin(spec), rejection.line, rejection.column,
                                                             to_string(rejection.reason), rejection.detail)});
    }
    update.seen = std::move(present);
    if (fresh > 0 && rejected > parsed.rejections.size()) {
        update.log.push_back({LogLevel::warning, fmt::format("{} more rows rejected {}",
                                                             rejected - parsed.rejections.size(), origin(spec))});
    }
}

void refuse(const Feed& last, FeedState state, std::string detail, const FeedSpec& spec, FeedUpdate& update)
{
    const bool known = last.status.state == state && last.status.detail == detail;
    if (!known) {
        update.log.push_back({state == FeedState::error ? LogLevel::error : LogLevel::warning,
                              fmt::format("feed not taken, its last good contents stay {}: {}", origin(spec), detail)});
    }
    update.feed.status.state = state;
    update.feed.status.detail = std::move(detail);
}

void take(const Feed& last, const ParsedFeed& parsed, const FeedSpec& spec, Timestamp now, FeedUpdate& update)
{
    auto& status = update.feed.status;
    update.feed.contents = parsed.contents;
    update.taken = true;
    status.retrieved = now;
    status.state = update.rows->rejected > 0 ? FeedState::partial : FeedState::ok;
    status.detail = update.rows->rejected > 0 ? describe_rejected(parsed, update.rows->rejected) : std::string{};
    if (!last.status.retrieved || last.status.state != status.state || last.status.detail != status.detail) {
        update.log.push_back({LogLevel::info, fmt::format("feed read {} state={} rows={} accepted={}", origin(spec),
                                                          to_string(status.state), parsed.rows, parsed.accepted)});
    }
}

}  // namespace

bool SeenRejections::add(const Rejection& rejection) { return digests_.insert(digest_of(rejection)).second; }
bool SeenRejections::contains(const Rejection& rejection) const { return digests_.contains(digest_of(rejection)); }

Feed unread_feed(const FeedSpec& spec)
{
    Feed feed{spec.id, {}, std::make_shared<const FeedContents>()};
    feed.status = {FeedState::error, "not read yet", std::nullopt, spec.stale_after, end_of_day(spec.complete_until),
                   spec.grace};
    return feed;
}

FeedUpdate update_feed(const Feed& last, FeedRead read, const FeedSpec& spec, SeenRejections seen,
                       const FeedUpdateOptions& options)
{
    FeedUpdate update{last, std::move(seen), {}, std::nullopt, false};
    update.feed.id = spec.id;
    update.feed.status.stale_after = spec.stale_after;
    update.feed.status.complete_until = end_of_day(spec.complete_until);
    update.feed.status.grace = spec.grace;
    if (!read.parsed || read.parsed->fatal) {
        refuse(last, FeedState::error, read.parsed ? *read.parsed->fatal : std::move(read.error), spec, update);
        return update;
    }
    const ParsedFeed& parsed = *read.parsed;
    const Later later = not_yet_known(*parsed.contents, options.now);
    update.rows =
        FeedRows{parsed.accepted - later.count, later.count, parsed.rows - parsed.accepted, parsed.rejected_by_reason};
    log_rejections(parsed, update.rows->rejected, spec, update);
    const std::string lost =
        options.accept_shrink ? std::string{} : lost_rows(*last.contents, *parsed.contents, update.rows->rejected);
    if (!lost.empty()) {
        refuse(last, FeedState::partial, describe_lost(lost, parsed, update.rows->rejected), spec, update);
        return update;
    }
    log_not_yet_known(later, not_yet_known(*last.contents, options.now), spec, update);
    take(last, parsed, spec, options.now, update);
    return update;
}

}  // namespace entangled
