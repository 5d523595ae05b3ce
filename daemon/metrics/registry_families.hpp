#pragma once

#include <vector>

#include "daemon/metrics/metric_family.hpp"

namespace prometheus {
class Collectable;
}

namespace entangled {

/// What a prometheus-cpp registry holds, in our model: `_total`, `_info` and the base unit are read off the name.
[[nodiscard]] std::vector<MetricFamily> registry_families(const prometheus::Collectable& registry);

}  // namespace entangled
