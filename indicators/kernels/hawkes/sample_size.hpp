#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>

namespace entangled::kernels {

/// What may be said of the spectral radius of a Hawkes process fitted to so many events.
enum class HawkesPublication {
    withhold,       ///< fewer than 50 events, or fewer than 15 of a type: the estimate has a heavy upper tail
    with_interval,  ///< 50 to 150 events: only with its interval, estimated by MAP-EM below 150
    plain           ///< more than 150 events
};

/// From the numbers of events by type. Error: no_data without a type. Limits by simulation of the maximum-likelihood
/// estimator with radius 0.55: 60 to 1000 days at 0.4 events a day.
[[nodiscard]] Result<HawkesPublication> publication_rule(std::span<const std::size_t> counts);

/// Whether the MAP variant of EM is to be preferred to maximum likelihood: fewer than 150 events in all.
[[nodiscard]] bool prefers_map(std::span<const std::size_t> counts) noexcept;

}  // namespace entangled::kernels
