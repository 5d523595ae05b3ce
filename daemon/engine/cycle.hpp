#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/alerts/state.hpp"
#include "daemon/engine/plan.hpp"
#include "indicators/core/dataset.hpp"
#include "indicators/core/reading.hpp"

namespace entangled {

/// A reading with the key of what it was computed from. Equal keys mean equal readings.
struct ComputedReading {
    Reading reading;
    std::uint64_t key{};
    std::uint64_t digest{};
};

/// Everything one round produced. Immutable; one value, so that no two outputs speak of different rounds.
struct Cycle {
    Timestamp at{};
    std::shared_ptr<const Plan> plan;
    std::shared_ptr<const Dataset> dataset;
    std::vector<std::shared_ptr<const ComputedReading>> readings;  ///< one per plan->readings, same order
    AlertStates alerts;
    std::vector<AlertEvent> events;
    std::size_t recomputed{};  ///< readings that were not taken over from the last cycle

    /// The reading of that id, or null.
    [[nodiscard]] const Reading* find(std::string_view id) const noexcept;
};
using CyclePtr = std::shared_ptr<const Cycle>;

/// The next round: what `dataset` means at `now` under `plan`, and what changed. Readings whose inputs are those of
/// `last` are taken over; the result is the same, byte for byte, as without `last` readings. `last` may be null; alert
/// states continue from `states`. Pure.
[[nodiscard]] CyclePtr next_cycle(const CyclePtr& last, const AlertStates& states, std::shared_ptr<const Plan> plan,
                                  std::shared_ptr<const Dataset> dataset, Timestamp now);

/// All readings as known at `as_of` and evaluated at `now`, without alerts; periods that end after `last_end` are not
/// looked at if it is given. What `report` prints and compares.
[[nodiscard]] CyclePtr cycle_as_of(std::shared_ptr<const Plan> plan, std::shared_ptr<const Dataset> dataset,
                                   Timestamp as_of, Timestamp now, std::optional<Date> last_end = std::nullopt);

/// One reading as known at `as_of` and evaluated at `now`, computed alone with its inputs, with its working. Periods
/// that end after `last_end` are not looked at if it is given.
struct Explained {
    Reading reading;
    Working working;
};
[[nodiscard]] Explained explain(const Plan& plan, const Dataset& dataset, std::size_t position, Timestamp as_of,
                                Timestamp now, std::optional<Date> last_end = std::nullopt);

}  // namespace entangled
