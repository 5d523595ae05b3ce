#pragma once

#include <string>

#include "indicators/core/feed_contents.hpp"

namespace entangled {

/// Which releases and record tables of `before` have fewer rows in `now`, and how many are gone; empty if none has.
[[nodiscard]] std::string lost_rows(const FeedContents& before, const FeedContents& now);

}  // namespace entangled
