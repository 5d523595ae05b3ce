#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/rules/selector.hpp"

namespace entangled::rules {

/// Names of the recorded series. Each is 1 while its condition holds and 0 while it does not, and keeps its last value
/// while nothing is known of the daemon: no alert resolves because data are missing.
inline constexpr std::string_view alert_on = "entangled:alert_on";
inline constexpr std::string_view alert_held = "entangled:alert_held";
inline constexpr std::string_view alerts_not_kept = "entangled:alerts_not_kept";
inline constexpr std::string_view cycle_stalled = "entangled:cycle_stalled";
inline constexpr std::string_view reload_failed = "entangled:reload_failed";
inline constexpr std::string_view review_overdue = "entangled:review_overdue";
inline constexpr std::string_view rows_unmapped = "entangled:rows_unmapped";
inline constexpr std::string_view feed_unhealthy = "entangled:feed_unhealthy";

/// Feeds that no alert of the plan watches the state of.
[[nodiscard]] std::vector<std::string> unwatched(const Plan& plan, std::span<const std::string> feeds);

/// The recording rules; `feed_unhealthy` is among them only if there are unwatched feeds.
[[nodiscard]] std::vector<PrometheusRule> recorded_rules(const Selector& select,
                                                         const std::vector<std::string>& unwatched_feeds);

}  // namespace entangled::rules
