#pragma once

#include "indicators/core/result.hpp"

#include <cstdint>
#include <span>

namespace entangled::kernels {

/// P(X >= count) if counts are Poisson with `mean` > 0, in [0, 1]; 1 for count 0. Poisson (1837).
/// Error: bad_value if the mean is not positive or not finite: a history of no events does not give a mean.
[[nodiscard]] Result<double> poisson_surprise(std::uint64_t count, double mean);

/// P(X >= count) if counts are negative binomial with `mean` m > 0 and `variance` v > m: size m^2/(v - m), probability
/// m/v; in [0, 1], 1 for count 0. Clustered events surprise less than Poisson says. Greenwood and Yule (1920).
/// Error: bad_value unless 0 < m < v, both finite, and the size is finite and positive.
[[nodiscard]] Result<double> negative_binomial_surprise(std::uint64_t count, double mean, double variance);

/// How far a value stands from a baseline that does not contain it.
struct BaselineScore {
    double median{};      ///< of the baseline, unit of the values
    double mad{};         ///< median |x - median|
    double score{};       ///< 0.6744897502 (x - median)/MAD, in standard deviations of a normal
    double percentile{};  ///< (#{below} + #{equal}/2)/n, in [0, 1]
    bool mean_based{};    ///< MAD = 0: the score is (x - median)/(1.253314137 mean |x - median|)
};

/// Robust standard score of `value` against `baseline`, any order, n >= 2. The caller leaves the current value and the
/// days before it out of the baseline: with itself in it, a plain score cannot exceed (n - 1)/sqrt(n).
/// Iglewicz and Hoaglin (1993). Errors: no_data if empty, insufficient_points for one value, not_identified if all
/// values of the baseline are equal, bad_value if one is not finite or the score overflows.
[[nodiscard]] Result<BaselineScore> score_against_baseline(double value, std::span<const double> baseline);

/// (#{below} + #{equal}/2)/n of `value` among `values`, in [0, 1]; it may be one of them. n >= 1.
/// Errors: no_data if empty, bad_value if one is not finite.
[[nodiscard]] Result<double> mid_rank_percentile(double value, std::span<const double> values);

}  // namespace entangled::kernels
