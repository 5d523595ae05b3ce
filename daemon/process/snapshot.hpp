#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/config/configuration.hpp"
#include "daemon/feeds/feed_update.hpp"
#include "indicators/core/dataset.hpp"

namespace entangled {

/// A configuration with everything its feeds say at one time: what one-shot commands work on.
struct Snapshot {
    std::shared_ptr<const Configuration> configuration;  ///< null if there are errors
    std::shared_ptr<const Dataset> dataset;
    std::vector<ConfigError> errors;
    std::vector<ConfigError> warnings;
    std::vector<LogLine> log;  ///< what reading the feeds had to say
};

/// Loads the configuration and reads all feeds once, as if it were `now`. Blocks on files.
[[nodiscard]] Snapshot load_snapshot(const std::string& config_file, Timestamp now);

}  // namespace entangled
