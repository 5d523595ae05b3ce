#pragma once

#include <vector>

#include "daemon/config/table_reader.hpp"
#include "daemon/feeds/feed_spec.hpp"

namespace entangled {

/// Ids of all `[feeds.ID]`, those with errors included.
[[nodiscard]] std::vector<std::string> feed_ids(TableReader& root);

/// Reads `[feeds.ID]` tables, in the order of the file. Paths become absolute, seen from the file that has them. A file
/// that is not there and two feeds that read the same rows are warnings.
[[nodiscard]] std::vector<FeedSpec> read_feeds(TableReader& root);

}  // namespace entangled
