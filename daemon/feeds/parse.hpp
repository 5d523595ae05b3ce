#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/feeds/feed_spec.hpp"
#include "daemon/feeds/rejection.hpp"
#include "indicators/core/code_book.hpp"
#include "indicators/core/feed_contents.hpp"

namespace entangled {

inline constexpr std::size_t feed_bytes_limit = std::size_t{64} * 1024 * 1024;
/// Rejections beyond these are counted and not described, so that a file of nothing else stays cheap.
inline constexpr std::size_t described_rejections = 1000;

/// What one file says. With `fatal` nothing of it is to be used; otherwise rows = accepted + all of rejected_by_reason.
struct ParsedFeed {
    std::shared_ptr<const FeedContents> contents;  ///< never null
    std::size_t rows{};
    std::size_t accepted{};
    std::vector<Rejection> rejections;  ///< in order of line; the first `described_rejections` met
    std::map<std::string, std::size_t> rejected_by_reason;
    std::optional<std::string> fatal;  ///< why the file as a whole cannot be read, and what to do
    std::size_t unmapped_rows{};       ///< rejected only because an economy is not known
    /// The largest part of the amount of one good, measure, period and release that stands in unmapped rows; world
    /// totals left out. Empty if there are none or their amounts are not known.
    std::optional<double> unmapped_share;
};

/// Reads the bytes of one feed under its schema. Keeps every good row, says of every other why not. Never throws for
/// bad input; the result depends on nothing else. The order of the rows changes nothing but line numbers.
[[nodiscard]] ParsedFeed parse_feed(const FeedSpec& spec, const CodeBook& codes, std::string_view bytes);

}  // namespace entangled
