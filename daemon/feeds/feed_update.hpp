#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/feeds/feed_spec.hpp"
#include "daemon/feeds/parse.hpp"
#include "indicators/core/dataset.hpp"

namespace entangled {

enum class LogLevel : std::uint8_t { info, warning, error };

/// One line for the log: what happened, then key=value pairs.
struct LogLine {
    LogLevel level{LogLevel::info};
    std::string text;
    friend bool operator==(const LogLine&, const LogLine&) = default;
};

/// Which rejections of a feed have been logged. A plain value: passed in, replaced by what comes out.
class SeenRejections {
  public:
    /// Whether this rejection is new, by reason, line and detail; it is seen from now on.
    [[nodiscard]] bool add(const Rejection& rejection);
    [[nodiscard]] bool contains(const Rejection& rejection) const;

  private:
    std::set<std::uint64_t> digests_;
};

/// Rows of the last file that could be read, by what became of them.
struct FeedRows {
    std::size_t accepted{};       ///< used now
    std::size_t not_yet_known{};  ///< kept and used from their known_at, which is after now
    std::size_t rejected{};
    std::map<std::string, std::size_t> rejected_by_reason;
};

/// What a read of a feed led to: the file's rows, or why it could not be read.
struct FeedRead {
    std::optional<ParsedFeed> parsed;
    std::string error;  ///< looked at only without `parsed`
};

struct FeedUpdate {
    Feed feed;
    SeenRejections seen;
    std::vector<LogLine> log;
    std::optional<FeedRows> rows;  ///< empty if the file could not be read
    bool taken{};                  ///< whether the contents are those of the file
};

/// What stays the same between two reads.
struct FeedUpdateOptions {
    Timestamp now;
    bool accept_shrink{};  ///< take contents with fewer rows than before, as a reload does
};

/// A feed before its first read: state error, empty contents.
[[nodiscard]] Feed unread_feed(const FeedSpec& spec);

/// The feed after a read. A file that cannot be read, or in which rows of a release or records that stood before are
/// gone, changes the state and its detail only: the last good contents stay, and `retrieved` stays theirs. Otherwise
/// the state is ok, or partial if rows were rejected. Each rejection is logged when it is first seen. Pure.
[[nodiscard]] FeedUpdate update_feed(const Feed& last, FeedRead read, const FeedSpec& spec, SeenRejections seen,
                                     const FeedUpdateOptions& options);

}  // namespace entangled
