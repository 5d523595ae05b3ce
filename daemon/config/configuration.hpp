#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/alerts/rule.hpp"
#include "daemon/engine/plan.hpp"
#include "daemon/feeds/feed_spec.hpp"

namespace entangled {

/// Everything the configuration says, checked: what it names exists, what it compares is comparable.
struct Configuration {
    std::string listen_address{"127.0.0.1"};
    std::uint16_t listen_port{10930};
    bool enable_lifecycle{false};                ///< POST /-/reload
    Duration interval{std::chrono::minutes{1}};  ///< between recomputes
    Duration jitter{std::chrono::seconds{0}};
    std::size_t series_warning{1500};
    std::size_t series_limit{5000};
    std::string state_directory;  ///< empty: alert state is not kept
    std::string log_level{"info"};
    std::string log_format{"text"};  ///< text or json
    std::vector<FeedSpec> feeds;
    std::shared_ptr<const Plan> plan;
};

/// One thing wrong with the configuration. `line` and `column` count from 1; 0 if the file as a whole.
struct ConfigError {
    std::string file;
    std::uint32_t line{};
    std::uint32_t column{};
    std::string message;  ///< what is wrong and what to do
};

/// `file:line:column: message`.
[[nodiscard]] std::string to_string(const ConfigError& error);

struct LoadedConfiguration {
    Configuration configuration;      ///< only meaningful without errors
    std::vector<ConfigError> errors;  ///< all of them, in order of file and line
    std::vector<ConfigError> warnings;
};

/// Reads the configuration file and everything it includes. Never throws for bad input. Touches only files.
[[nodiscard]] LoadedConfiguration load_configuration(const std::string& path);

}  // namespace entangled
