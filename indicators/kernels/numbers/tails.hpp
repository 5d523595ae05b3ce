#pragma once

#include "indicators/core/result.hpp"

namespace entangled::kernels {

// Probabilities of the standard distributions, relative error about 1e-14. Arguments that are not finite or outside
// their range are bad_value.

/// P(Z <= x) of the standard normal; x may be infinite.
[[nodiscard]] double normal_cdf(double x) noexcept;

/// P(|Z| >= |z|) of the standard normal, without cancellation in the tail.
[[nodiscard]] double normal_two_sided(double z) noexcept;

/// x with P(Z <= x) = p, 0 < p < 1.
[[nodiscard]] Result<double> normal_quantile(double p);

/// P(X >= x) of the chi-squared distribution with `degrees` > 0 degrees of freedom, x >= 0.
[[nodiscard]] Result<double> chi_squared_tail(double x, double degrees);

/// P(X >= x) of Fisher's F with (numerator, denominator) degrees of freedom, both > 0, x >= 0.
[[nodiscard]] Result<double> f_tail(double x, double numerator, double denominator);

/// P(|T| >= |t|) of Student's t with `degrees` > 0 degrees of freedom.
[[nodiscard]] Result<double> student_two_sided(double t, double degrees);

}  // namespace entangled::kernels
