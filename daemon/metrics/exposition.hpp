#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/metrics/metric_family.hpp"
#include "indicators/core/result.hpp"

namespace entangled {

/// A checked set of metric families, ready to be written in either format. The series and their values are the same
/// bytes in both; only headers differ. Same families in any order, same bytes.
class Exposition {
  public:
    /// Errors: bad_value naming the family or series if a name is illegal, two families share a name but not type and
    /// labels, two series are equal, or a value is not one its type allows (finite or +Inf for a gauge).
    [[nodiscard]] static Result<Exposition> make(std::vector<MetricFamily> families);

    [[nodiscard]] std::size_t series() const noexcept { return series_; }
    /// Prometheus text 0.0.4.
    [[nodiscard]] std::string text() const;
    /// OpenMetrics text 1.0.0, with units and the end marker.
    [[nodiscard]] std::string openmetrics() const;

  private:
    struct Block {
        MetricFamily head;  ///< without samples
        std::string written_name;
        std::string lines;
    };

    [[nodiscard]] std::size_t size_estimate() const noexcept;

    std::vector<Block> blocks_;  ///< by name
    std::size_t series_{};
};

}  // namespace entangled
