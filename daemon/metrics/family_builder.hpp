#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/metrics/metric_family.hpp"
#include "indicators/core/time.hpp"

namespace entangled {

/// What is said once about a family. `base` is the name without the prefix `entangled_` and without the unit.
struct FamilyText {
    std::string_view base;
    std::string_view unit;  ///< suffix of the name; `timestamp_seconds` is the unit seconds
    std::string_view help;
};

/// An empty family `entangled_<base>_<unit>`.
[[nodiscard]] MetricFamily make_family(MetricType type, const FamilyText& text, std::vector<std::string> label_names);

/// Adds one sample for each state, 1 for the current one and 0 for the others. `labels` are those before the state.
void add_states(MetricFamily& family, const std::vector<std::string>& labels, std::span<const std::string_view> states,
                std::string_view current);

/// Adds a time as seconds since 1970-01-01T00:00:00Z.
void add_time(MetricFamily& family, std::vector<std::string> labels, Timestamp time);

}  // namespace entangled
