#pragma once

#include <string>

#include "daemon/metrics/metric_family.hpp"

namespace entangled {

/// Appends what stands above the samples of a checked family in Prometheus text 0.0.4: help and type.
void append_text_header(std::string& out, const MetricFamily& family);

/// Appends what stands above them in OpenMetrics 1.0.0: type, unit and help.
void append_openmetrics_header(std::string& out, const MetricFamily& family);

}  // namespace entangled
