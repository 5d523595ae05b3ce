#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "daemon/engine/cycle.hpp"
#include "daemon/metrics/metric_family.hpp"

namespace entangled {

/// What became of the rows of one feed.
struct FeedCounts {
    std::map<std::string, std::uint64_t> rows;            ///< of the last read, by disposition
    std::map<std::string, std::uint64_t> rejected_total;  ///< since start, by reason
};
using FeedCountsById = std::map<std::string, FeedCounts, std::less<>>;

/// Everything a cycle says, as metric families without samples that have no value. Pure; readings whose value is not a
/// number are shown as unknown with the reason internal_error.
[[nodiscard]] std::vector<MetricFamily> cycle_families(const Cycle& cycle, const FeedCountsById& counts);

/// The families that readings of one kind are shown in, without samples.
[[nodiscard]] std::vector<MetricFamily> kind_families(const IndicatorKind& kind);

/// The parts of it: readings, alerts and feeds.
[[nodiscard]] std::vector<MetricFamily> reading_families(const Cycle& cycle);
[[nodiscard]] std::vector<MetricFamily> alert_families(const Cycle& cycle);
[[nodiscard]] std::vector<MetricFamily> feed_families(const Cycle& cycle, const FeedCountsById& counts);

}  // namespace entangled
