#pragma once

#include <string>
#include <string_view>

#include "daemon/metrics/metric_family.hpp"

namespace entangled {

/// The type of a family as the two formats call it.
[[nodiscard]] std::string_view text_type(MetricType type) noexcept;
[[nodiscard]] std::string_view openmetrics_type(MetricType type) noexcept;

/// Appends what stands above the samples of a checked family in Prometheus text 0.0.4: help and type.
void append_text_header(std::string& out, const MetricFamily& family);

/// Appends what stands above them in OpenMetrics 1.0.0: type, unit and help.
void append_openmetrics_header(std::string& out, const MetricFamily& family);

}  // namespace entangled
