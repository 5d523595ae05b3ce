#pragma once

#include <optional>
#include <span>

#include "indicators/core/feed_contents.hpp"

namespace entangled {

/// The largest part of one block (one good, tier, measure, definition, destination, period and release) that stands in
/// `unmapped` rows, as a ratio of the block with them; world totals left out. Empty if no such row has a value.
[[nodiscard]] std::optional<double> largest_unmapped_share(std::span<const ObservationRow> mapped,
                                                           std::span<const ObservationRow> unmapped);

}  // namespace entangled
