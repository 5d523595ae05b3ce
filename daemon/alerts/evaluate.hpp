#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "daemon/alerts/rule.hpp"
#include "daemon/alerts/state.hpp"
#include "indicators/core/dataset.hpp"
#include "indicators/core/reading.hpp"

namespace entangled {

/// What alerts are judged by. Both functions must be callable with any text.
struct AlertInputs {
    std::function<const Reading*(std::string_view)> reading;  ///< the reading of that id, or null
    std::function<bool(std::string_view)> counts_periods;     ///< whether the reading changes with its data only
    std::span<const Feed> feeds;
};

/// What `rule` sees of one of its readings or feeds at `now`. A reading or feed that does not exist is missing.
[[nodiscard]] AlertSample sample_of(const AlertRule& rule, std::string_view instance, const AlertInputs& inputs,
                                    Timestamp now);

/// All instances of all rules, one step. Instances that no rule has any more are dropped without an event; one that is
/// new starts from `unknown`. Events are ordered by key and carry no value while there is none. Pure.
[[nodiscard]] AlertStep evaluate_alerts(std::span<const AlertRule> rules, const AlertInputs& inputs,
                                        const AlertStates& last, Timestamp now);

/// Whether an event is worth saying: an instance that was not in `before` and is well has not changed.
[[nodiscard]] bool is_news(const AlertEvent& event, const AlertStates& before);

}  // namespace entangled
