#pragma once

#include "indicators/core/dataset.hpp"

namespace entangled {

/// Largest relative change |new - old| / |old| that a release which became known in (`now` - `window`, `now`] makes to
/// a figure of the release it replaced, over all tables of the feed; a ratio. Zero if nothing was restated: that is a
/// fact, not a gap. Figures that were or are withheld, bounds only, or zero before have no relative change.
[[nodiscard]] double largest_revision_within(const Feed& feed, Timestamp now, Duration window);

}  // namespace entangled
