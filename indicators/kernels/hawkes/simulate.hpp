#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/history.hpp"
#include "indicators/kernels/hawkes/model.hpp"

#include <cstddef>
#include <cstdint>

namespace entangled::kernels {

/// Window and stream of a simulation.
struct HawkesSimulation {
    double horizon{};                   ///< > 0; nothing happened before 0
    std::uint64_t id{};                 ///< of the stream of draws: the same id gives the same events
    std::size_t max_events{1'000'000};  ///< more are an error, as an explosive process has them in no time
};

/// Immigrants of rate mu and their descendants: an event of type j at t has Poisson(A_ij (1 - exp(-beta (T - t))))
/// children of type i inside the window. Hawkes and Oakes (1974). Any rho.
/// Errors: those of `check` and of HawkesHistory::make, bad_value for more than max_events events.
[[nodiscard]] Result<HawkesHistory> simulate_hawkes_clusters(const HawkesModel& model,
                                                             const HawkesSimulation& simulation);

/// The same process in order of time, candidates at rate lambda(t+) kept with probability lambda(t) / lambda(t+).
/// Ogata (1981). Errors alike.
[[nodiscard]] Result<HawkesHistory> simulate_hawkes_thinning(const HawkesModel& model,
                                                             const HawkesSimulation& simulation);

}  // namespace entangled::kernels
