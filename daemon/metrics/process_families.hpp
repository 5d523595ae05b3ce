#pragma once

#include <vector>

#include "daemon/metrics/metric_family.hpp"

namespace entangled {

/// The `process_*` families of this process, from /proc/self and getrusage. What cannot be read is left out. The start
/// time comes from the boot clock, because /proc/stat is hidden from a hardened service.
[[nodiscard]] std::vector<MetricFamily> process_families();

}  // namespace entangled
