#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indicators/core/time.hpp"

namespace entangled {

/// The five shapes of row a feed can deliver.
enum class FeedSchema : std::uint8_t { observations, acts, policies, projects, membership };

/// One configured feed: where its bytes are and how they are read.
struct FeedSpec {
    std::string id;
    std::string path;  ///< of the file; absolute once the configuration is loaded
    FeedSchema schema{FeedSchema::observations};
    char delimiter{','};
    /// Schema column -> column of the file. Columns of the schema that are not named here go by their own name.
    std::map<std::string, std::string> columns;
    /// Schema column -> the value every row has.
    std::map<std::string, std::string> constants;
    /// Schema column -> text in the file -> text to read instead.
    std::map<std::string, std::map<std::string, std::string>> mappings;
    std::vector<std::string> ignored_columns;  ///< columns of the file that are known and not wanted
    std::vector<std::string> missing{""};      ///< texts of the value column that mean no value
    std::optional<Date> complete_until;        ///< the record is complete to the end of this day
    Duration grace{};                          ///< how long past complete_until it still speaks
    Duration interval{std::chrono::hours{1}};  ///< between scheduled reads
    Duration jitter{std::chrono::minutes{1}};  ///< largest shift of a read, fixed for each feed
    Duration stale_after{std::chrono::hours{2}};
};

}  // namespace entangled
