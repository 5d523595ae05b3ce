#pragma once

#include <string>

#include "daemon/metrics/metric_family.hpp"
#include "indicators/core/result.hpp"

namespace entangled {

/// Name of the samples of a family: with `_total` or `_info` where its type has one.
[[nodiscard]] std::string sample_name(const MetricFamily& family);

/// All sample lines of a checked family, ordered by their labels; identical in both formats. Errors: bad_value naming
/// the series if two are equal, label values are missing, or a value is not one its type allows.
[[nodiscard]] Result<std::string> family_lines(const MetricFamily& family);

}  // namespace entangled
