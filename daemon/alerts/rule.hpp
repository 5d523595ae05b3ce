#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/core/time.hpp"

namespace entangled {

/// What a rule looks at: the value of a reading, days until the time a reading names, the answer of a reading, a
/// reading that lost its value, the state of a feed, or the largest restatement in a feed.
enum class AlertCondition : std::uint8_t { value, days_until, answer, reading_lost, feed_state, feed_revision };

enum class Side : std::uint8_t { above, below };

/// Where a threshold comes from. A law may only be used on the quantity the law measures.
enum class ThresholdBasis : std::uint8_t { law, history, model, judgement };

/// Enter and exit edges. Above: fires at value >= enter (> if `enter_open`), clears at value < exit, exit <= enter;
/// below: mirrored.
struct Threshold {
    Side side{Side::above};
    double enter{};
    double exit{};
    bool enter_open{false};
    std::optional<double> extreme;  ///< at or beyond it persistence and quiet time are skipped
};

/// One alert rule as configured; instances are its readings or feeds.
struct AlertRule {
    std::string name;
    std::string severity;  ///< info, warning or critical
    std::string audience;  ///< operator or analyst; analyst alerts never page
    std::string summary;   ///< one sentence for people
    AlertCondition condition{AlertCondition::value};
    std::vector<std::string> readings;   ///< instances, for conditions on readings
    std::vector<std::string> feeds;      ///< instances, for conditions on feeds
    std::optional<Threshold> threshold;  ///< for value, days_until and feed_revision
    std::vector<std::string> states;     ///< firing answers or feed states
    std::uint32_t persist_releases{1};   ///< new periods in a row beyond enter before it fires
    Duration persist_for{};              ///< or time beyond enter, for event data
    Duration keep_firing_for{};
    Duration quiet_after_clear{};  ///< nothing new starts for that long after clearing, unless extreme
    Duration revision_window{std::chrono::days{30}};  ///< a restatement older than that is no longer news
    bool crossings_only{false};                       ///< a condition that already stands at first sight does not fire
    ThresholdBasis basis{ThresholdBasis::judgement};
    std::string owner;
    std::string reference;
    std::optional<Date> review;
};

[[nodiscard]] std::string_view to_string(AlertCondition condition) noexcept;
[[nodiscard]] std::string_view to_string(Side side) noexcept;
[[nodiscard]] std::string_view to_string(ThresholdBasis basis) noexcept;
[[nodiscard]] std::optional<AlertCondition> parse_alert_condition(std::string_view text) noexcept;
[[nodiscard]] std::optional<Side> parse_side(std::string_view text) noexcept;
[[nodiscard]] std::optional<ThresholdBasis> parse_threshold_basis(std::string_view text) noexcept;

}  // namespace entangled
