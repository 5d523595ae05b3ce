#pragma once

#include <span>
#include <string>
#include <vector>

#include "daemon/config/reading_section.hpp"
#include "daemon/config/table_reader.hpp"

namespace entangled {

/// What alerts may watch.
struct AlertTargets {
    std::span<const DeclaredReading> readings;
    std::span<const std::string> feeds;
    bool complete{true};  ///< false: an unknown name may stand in a file that could not be read, and is not an error
};

/// Reads all `[[alert]]` tables. `*` and `kind:NAME` become the readings or feeds that the condition fits.
[[nodiscard]] std::vector<AlertRule> read_alerts(TableReader& root, const AlertTargets& targets);

/// Reads `readings`, `feeds` and `states` of one alert into `rule`, whose condition is already known.
void read_alert_instances(TableReader& reader, const AlertTargets& targets, AlertRule& rule);

/// Reads `side`, `enter`, `exit`, `enter_open`, `extreme` and the table `threshold` of one alert into `rule`.
void read_alert_threshold(TableReader& reader, AlertRule& rule);

/// Reports each of the keys that is given, since it means nothing with the condition of the rule.
void refuse_keys(TableReader& reader, AlertCondition condition, std::initializer_list<std::string_view> keys);

}  // namespace entangled
