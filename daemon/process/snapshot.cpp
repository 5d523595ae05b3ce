#include "daemon/process/snapshot.hpp"

#include "daemon/process/feed_desk.hpp"

namespace entangled {

Snapshot load_snapshot(const std::string& config_file, Timestamp now)
{
    Snapshot snapshot;
    LoadedConfiguration loaded = load_configuration(config_file);
    snapshot.errors = std::move(loaded.errors);
    snapshot.warnings = std::move(loaded.warnings);
    if (!snapshot.errors.empty()) return snapshot;
    snapshot.configuration = std::make_shared<const Configuration>(std::move(loaded.configuration));
    FeedReads reads =
        read_feeds(snapshot.configuration->feeds, snapshot.configuration->plan->codes,
                   std::make_shared<const Dataset>(), {}, {feed_ids(snapshot.configuration->feeds), true}, now);
    snapshot.dataset = std::move(reads.dataset);
    snapshot.log = std::move(reads.log);
    return snapshot;
}

}  // namespace entangled
