#pragma once

#include <cstdint>
#include <vector>

#include "daemon/metrics/metric_family.hpp"

namespace entangled {

/// What writers and servers of metrics are compared on: 20 families of gauges with 3 labels, `series` / 20 in each, in
/// the order of their labels. The values need all their digits and follow from the place of a series alone:
/// peers/*_server.* make the same ones.
[[nodiscard]] std::vector<MetricFamily> gauge_families(std::int64_t series);

}  // namespace entangled
