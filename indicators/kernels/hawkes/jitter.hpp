#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/fit.hpp"
#include "indicators/kernels/hawkes/history.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entangled::kernels {

/// An act known by its day only.
struct DatedAct {
    std::int64_t day{};        ///< >= 0, since the begin of the window
    int type{};                ///< 0 .. type_count - 1
    std::uint64_t event_id{};  ///< its own number: acts of one day and one id stay simultaneous
};

/// The window of dated acts.
struct DatedWindow {
    std::size_t type_count{};
    double days{};  ///< length; every act's day ends within it
};

/// Acts moved to day + uniform(event_id, draw): different for each draw, the same in every run and for any order of
/// `acts`. Errors: those of HawkesHistory::make, bad_value if a day is negative or not over when the window ends.
[[nodiscard]] Result<HawkesHistory> jittered_history(std::span<const DatedAct> acts, const DatedWindow& window,
                                                     std::uint64_t draw);

/// f = 1 - (1 - exp(-beta)) / beta for beta > 0 per day: the share of children born on the day of their parent, which
/// days alone cannot tell from coincidence; a fit to bare dates finds about rho (1 - f). In (0, 1).
/// Error: bad_value unless beta is positive and finite.
[[nodiscard]] Result<double> same_day_child_share(double decay_per_day);

/// Fits to several jitters of the same acts, in order of draw.
struct JitteredFit {
    std::vector<double> spectral_radius;  ///< rho of draws 1, 2, ...
    std::vector<double> log_likelihood;   ///< of the same draws
    double mean_radius{};                 ///< what is published
    double jitter_sd{};                   ///< of rho over the draws, divisor draws - 1: what the lost hours leave open
};

/// fit_hawkes on draws 1 .. `draws` (>= 2, five or more are asked for). Errors: bad_value for less than two draws,
/// not_identified if a fit does not converge, those of jittered_history and fit_hawkes.
[[nodiscard]] Result<JitteredFit> fit_jittered(std::span<const DatedAct> acts, const DatedWindow& window,
                                               const HawkesFitOptions& options, std::size_t draws = 5);

}  // namespace entangled::kernels
