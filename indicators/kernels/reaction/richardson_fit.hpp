#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"
#include "indicators/kernels/reaction/richardson.hpp"
#include "indicators/kernels/reaction/surrogates.hpp"

#include <cstddef>
#include <span>

namespace entangled::kernels {

/// A Richardson model estimated from two stocks.
struct RichardsonFit {
    Richardson model;       ///< a and b may come out <= 0: then `richardson_balance` refuses it
    Richardson errors;      ///< standard errors of the six rates
    std::size_t rows{};     ///< differences used
    std::size_t degrees{};  ///< rows - 3
};

/// Least squares of (x_{t+1} - x_t)/step on y_t and x_t with a constant, and of y likewise; `step` > 0 is the time per
/// period. Rates are those of the difference equation: the step must be short against 1/fatigue. Richardson (1960).
/// Errors: no_data if empty, bad_value if lengths differ, a value is not finite or the step is not positive,
/// insufficient_points below 5 periods, not_identified if a stock is constant or proportional to the other.
[[nodiscard]] Result<RichardsonFit> fit_richardson(std::span<const double> x, std::span<const double> y,
                                                   double step = 1.0);

/// How `coupling_interval` resamples.
struct CouplingOptions {
    double step{1.0};
    std::size_t block{0};           ///< periods per block, at most half; 0: cube root of their number, rounded up
    double confidence{0.9};         ///< in (0, 1)
    std::size_t fewest_points{30};  ///< periods, at least 8
    SurrogateDraws surrogates{};
};

/// How sure the coupling ratio c = sqrt(kl/(ab)) is.
struct CouplingInterval {
    double ratio{};             ///< of the estimate itself
    Interval interval{};        ///< of the resampled ratios that exist, equal tails
    double share_runaway{};     ///< of all resamples with kl >= ab
    double share_identified{};  ///< of all resamples with a, b > 0 and kl >= 0
};

/// Moving-block bootstrap of the rows of `fit_richardson` (Kuensch 1989); same bytes for any number of threads.
/// Errors: as there, insufficient_points below `fewest_points`, bad_value for illegal options, not_identified if the
/// estimate itself or half of the resamples have no ratio.
[[nodiscard]] Result<CouplingInterval> coupling_interval(std::span<const double> x, std::span<const double> y,
                                                         const CouplingOptions& options = {});

}  // namespace entangled::kernels
