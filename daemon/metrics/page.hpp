#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "daemon/metrics/cycle_families.hpp"
#include "indicators/core/result.hpp"

namespace entangled {

/// One cycle as bytes ready to be sent; immutable. A scrape costs no rendering and never sees two cycles.
struct MetricsPage {
    std::shared_ptr<const std::string> text;  ///< Prometheus text 0.0.4
    std::shared_ptr<const std::string> text_gzip;
    std::shared_ptr<const std::string> openmetrics;  ///< OpenMetrics 1.0.0
    std::shared_ptr<const std::string> openmetrics_gzip;
    std::size_t series{};  ///< time series on the page
};

/// The page of a cycle with the daemon's own families. Pure: same input, same bytes. Errors: bad_value if the page has
/// more series than `plan->series_limit` or a series is not legal; the caller keeps the last page and logs the detail.
[[nodiscard]] Result<std::shared_ptr<const MetricsPage>> render_page(const Cycle& cycle, const FeedCountsById& counts,
                                                                     std::vector<MetricFamily> own);

/// The family that counts the series of the page.
[[nodiscard]] MetricFamily exposed_series(std::size_t series);

/// The family that says whether a restart would find the alert states of the page.
[[nodiscard]] MetricFamily alert_states_kept(bool kept);

}  // namespace entangled
