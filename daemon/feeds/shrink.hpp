#pragma once

#include <cstddef>
#include <string>

#include "indicators/core/feed_contents.hpp"

namespace entangled {

/// Which releases and record tables of `before` have fewer rows in `now`, and how many are gone; empty if none has.
/// Rows that stand in the file and were rejected are not gone: their release is damaged, and says so. They excuse no
/// more rows than were rejected, so that a file cut in the middle of a row is still a file that lost rows.
[[nodiscard]] std::string lost_rows(const FeedContents& before, const FeedContents& now, std::size_t rejected_rows);

}  // namespace entangled
