#include "daemon/process/feed_desk.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace entangled {
namespace {

struct OneRead {
    Feed feed;
    FeedMemory memory;
    std::vector<LogLine> log;
    FeedReadResult result{FeedReadResult::success};
};

void count(FeedMemory& memory, const FeedRows& rows)
{
    memory.counts.rows = {
        {"accepted", rows.accepted}, {"not_yet_known", rows.not_yet_known}, {"rejected", rows.rejected}};
    for (const auto& [reason, number] : rows.rejected_by_reason) memory.counts.rejected_total[reason] += number;
}

OneRead read_one(const FeedSpec& spec, const CodeBook& codes, const Feed& last, FeedMemory memory,
                 const FeedUpdateOptions& options)
{
    auto bytes = read_file(spec.path, feed_bytes_limit);
    FeedRead read;
    if (!bytes) {
        read.error = bytes.error().detail;
    } else if (memory.stamp == bytes->stamp && !options.accept_shrink) {
        Feed same = last;
        same.status.retrieved = options.now;
        return {std::move(same), std::move(memory), {}, FeedReadResult::unchanged};
    } else {
        read.parsed = parse_feed(spec, codes, bytes->bytes);
    }
    FeedUpdate update = update_feed(last, std::move(read), spec, std::move(memory.seen), options);
    OneRead one{std::move(update.feed), std::move(memory), std::move(update.log), FeedReadResult::success};
    one.memory.seen = std::move(update.seen);
    one.memory.stamp = bytes && update.taken ? std::optional(bytes->stamp) : std::nullopt;
    if (update.rows) count(one.memory, *update.rows);
    if (!update.taken) one.result = FeedReadResult::failure;
    return one;
}

Feed placed(const Dataset& dataset, const FeedSpec& spec)
{
    const Feed* feed = dataset.feed(spec.id);
    return feed ? *feed : unread_feed(spec);
}

bool unchanged_content(const Dataset& dataset, const std::vector<Feed>& feeds)
{
    return std::equal(
        feeds.begin(), feeds.end(), dataset.feeds().begin(), dataset.feeds().end(),
        [](const Feed& a, const Feed& b) { return a.id == b.id && a.contents == b.contents && a.status == b.status; });
}

}  // namespace

std::vector<std::string> feed_ids(std::span<const FeedSpec> specs)
{
    std::vector<std::string> ids;
    for (const auto& spec : specs) ids.push_back(spec.id);
    return ids;
}

FeedReads read_feeds(std::span<const FeedSpec> specs, const CodeBook& codes, std::shared_ptr<const Dataset> dataset,
                     FeedMemories memories, const FeedOrder& order, Timestamp now)
{
    FeedReads reads;
    std::vector<Feed> feeds;
    for (const auto& spec : specs) {
        Feed feed = placed(*dataset, spec);
        FeedMemory memory = std::move(memories[spec.id]);
        if (std::find(order.due.begin(), order.due.end(), spec.id) != order.due.end()) {
            OneRead one = read_one(spec, codes, feed, std::move(memory), {now, order.accept_shrink});
            feed = std::move(one.feed);
            memory = std::move(one.memory);
            reads.results.emplace_back(spec.id, one.result);
            std::move(one.log.begin(), one.log.end(), std::back_inserter(reads.log));
        }
        reads.memories.emplace(spec.id, std::move(memory));
        feeds.push_back(std::move(feed));
    }
    if (unchanged_content(*dataset, feeds)) {
        reads.dataset = std::move(dataset);
        return reads;
    }
    auto next = std::make_shared<const Dataset>(std::move(feeds));
    for (const auto& claim : next->claims()) {
        const auto& before = dataset->claims();
        if (std::find(before.begin(), before.end(), claim) == before.end()) {
            reads.log.push_back({LogLevel::warning, "series delivered twice; " + claim});
        }
    }
    reads.dataset = std::move(next);
    return reads;
}

}  // namespace entangled
