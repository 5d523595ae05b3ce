#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entangled {

/// What a family is. A stateset is written as gauges of 0 and 1 with the state in its last label: OpenMetrics would
/// want that label named like the family, and the series must be the same in both formats.
enum class MetricType : std::uint8_t { gauge, counter, histogram, info, stateset };

/// One value. `labels` are values for the label names of the family, in their order.
struct MetricSample {
    std::vector<std::string> labels;
    double value{};
};

struct HistogramBucket {
    double upper_bound{};  ///< the last one is +Inf
    std::uint64_t cumulative_count{};
};

struct HistogramSample {
    std::vector<std::string> labels;
    std::vector<HistogramBucket> buckets;
    double sum{};
};

/// Samples of one name. `name` is without the suffix of its type (`_total`, `_info`) and ends in `_<unit>`.
struct MetricFamily {
    std::string name;
    std::string help;
    std::string unit;  ///< base unit, empty for none
    MetricType type{MetricType::gauge};
    std::vector<std::string> label_names;
    std::vector<MetricSample> samples;        ///< of every type but histogram
    std::vector<HistogramSample> histograms;  ///< of type histogram
};

/// Time series that the family stands for: each bucket, sum and count of a histogram is one.
[[nodiscard]] std::size_t series_count(const MetricFamily& family) noexcept;

}  // namespace entangled
