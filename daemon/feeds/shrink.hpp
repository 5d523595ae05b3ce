#pragma once

#include <string>

#include "indicators/core/feed_contents.hpp"

namespace entangled {

/// Which releases and record tables of `before` have fewer rows in `now`, and how many are gone; empty if none has.
/// Rows that stand in the file and were rejected are not gone: their release is damaged, and says so.
[[nodiscard]] std::string lost_rows(const FeedContents& before, const FeedContents& now);

}  // namespace entangled
