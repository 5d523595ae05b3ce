#pragma once

#include "indicators/core/result.hpp"

#include <cstdint>

namespace entangled::kernels {

/// P(X >= count) if counts are Poisson with `mean` > 0, in [0, 1]; 1 for count 0. Poisson (1837).
/// Error: bad_value if the mean is not positive or not finite: a history of no events does not give a mean.
[[nodiscard]] Result<double> poisson_surprise(std::uint64_t count, double mean);

/// P(X >= count) if counts are negative binomial with `mean` m > 0 and `variance` v > m: size m^2/(v - m), probability
/// m/v; in [0, 1], 1 for count 0. Clustered events surprise less than Poisson says. Greenwood and Yule (1920).
/// Error: bad_value unless 0 < m < v, both finite, and the size is finite and positive.
[[nodiscard]] Result<double> negative_binomial_surprise(std::uint64_t count, double mean, double variance);

}  // namespace entangled::kernels
