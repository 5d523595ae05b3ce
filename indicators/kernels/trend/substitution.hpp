#pragma once

#include "indicators/core/result.hpp"

#include <span>
#include <vector>

namespace entangled::kernels {

// Logistic substitution of an old technique or supplier by a new one, Fisher and Pry (1971): with f the share reached
// and K its ceiling, f/(K - f) = exp(rate (t - half_time)).

/// ln(f/(K - f)) of each share. Shares strictly inside (0, ceiling), one unit; ceiling > 0.
/// Errors: no_data if empty, bad_value if a share is not inside or the ceiling is not positive and finite.
[[nodiscard]] Result<std::vector<double>> logits(std::span<const double> shares, double ceiling = 1.0);

enum class LogitFit {
    least_squares,
    theil_sen  ///< median slope, median(logit - slope t) at time 0: one bad point does not turn it
};

struct FisherPryOptions {
    LogitFit fit = LogitFit::least_squares;
    double ceiling = 1.0;  ///< K, a judgement of the caller: the share at which substitution ends
};

struct FisherPry {
    double rate{};       ///< b = 2a of Fisher and Pry, per unit of time; negative for a share that falls
    double intercept{};  ///< logit at time 0
    double half_time{};  ///< t50, when f = K/2
    double takeover{};   ///< ln(81)/|rate|, time between 10 % and 90 % of K
    double ceiling{};
};

/// Fit of a line to the logits; two points at least. Errors as for `logits`, insufficient_points for one point,
/// not_identified if the rate is 0 or all times are equal, bad_value for unequal lengths, equal times under theil_sen,
/// or a result beyond the range of double.
[[nodiscard]] Result<FisherPry> fisher_pry(std::span<const double> times, std::span<const double> shares,
                                           const FisherPryOptions& options = {});

/// K/(1 + exp(-(intercept + rate t))), in [0, K]. Error: bad_value if the time or the fit is not finite.
[[nodiscard]] Result<double> share_at(const FisherPry& fit, double time);

/// Time at which the fit reaches a share in (0, K), before or after the points.
/// Error: bad_value if the share is not inside, the rate is 0 or the time exceeds the range of double.
[[nodiscard]] Result<double> time_of_share(const FisherPry& fit, double share);

}  // namespace entangled::kernels
