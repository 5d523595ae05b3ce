#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/config/configuration.hpp"
#include "daemon/feeds/feed_update.hpp"
#include "daemon/feeds/file/read_file.hpp"
#include "daemon/metrics/cycle_families.hpp"
#include "daemon/metrics/own_metrics.hpp"
#include "indicators/core/dataset.hpp"

namespace entangled {

/// What is remembered of one feed between two reads, beside its place in the data set.
struct FeedMemory {
    SeenRejections seen;
    std::optional<FileStamp> stamp;  ///< of the bytes that were last taken; the file is parsed again when it changes
    FeedCounts counts;
};
using FeedMemories = std::map<std::string, FeedMemory, std::less<>>;

/// What a read of some feeds led to.
struct FeedReads {
    std::shared_ptr<const Dataset> dataset;
    FeedMemories memories;
    std::vector<LogLine> log;
    std::vector<std::pair<std::string, FeedReadResult>> results;
};

/// Which feeds to read, and how.
struct FeedOrder {
    std::vector<std::string> due;  ///< ids
    bool accept_shrink{false};     ///< take files that lost rows: what a reload is for
};

/// Reads the due feeds of `specs` from disk and puts them into the data set, in the order of the specs; feeds that are
/// no longer specified leave it. Blocks: for start-up and the worker. Feeds that did not change are not parsed again.
[[nodiscard]] FeedReads read_feeds(std::span<const FeedSpec> specs, const CodeBook& codes,
                                   std::shared_ptr<const Dataset> dataset, FeedMemories memories,
                                   const FeedOrder& order, Timestamp now);

/// The ids of all feeds.
[[nodiscard]] std::vector<std::string> feed_ids(std::span<const FeedSpec> specs);

}  // namespace entangled
