#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/change/control_charts.hpp"

namespace entangled::kernels {

// Average run length (ARL): expected number of values up to and with the first alarm, for independent standard normal
// values whose mean is `shift` standard deviations off. The integral equation of the run length is solved on Gauss
// points: the limit of the Markov chain of Brook and Evans (1972) for ever finer states, to about ten digits.
// Errors of each: bad_value if a design is outside its range or a shift not finite, not_identified if the ARL exceeds
// 1e12 or a limit is asked for that no chart has.

/// One-sided upper chart from 0: L(s) = 1 + L(0) P(Z <= k - s) + integral_0^h L(u) phi(u - s + k) du, Z shifted.
/// Page (1954). 0 <= k <= 20, 0 < h <= 100, |shift| <= 20. At least 1.
[[nodiscard]] Result<double> cusum_arl(const CusumDesign& design, double shift);

/// Both one-sided charts together: 1/ARL = 1/ARL(shift) + 1/ARL(-shift), Kemp (1961). Exact where one sum must be 0
/// when the other gives an alarm, which is so for h > 0 and k > 0.
[[nodiscard]] Result<double> cusum_arl_two_sided(const CusumDesign& design, double shift);

/// h with `cusum_arl` = arl for shift 0, in (0, 100]; arl > 1 and above that of h near 0.
[[nodiscard]] Result<double> cusum_limit(double reference, double arl);

/// Chart with the limits of the steady state, |z| > c sqrt(lambda/(2 - lambda)), from z_0 = 0: L(s) = 1 + integral
/// L(u) phi((u - (1 - lambda) s)/lambda - shift)/lambda du. Crowder (1987). 0.005 <= lambda <= 1, 0 < c <= 8,
/// |shift| <= 20. At least 1.
[[nodiscard]] Result<double> ewma_arl(const EwmaDesign& design, double shift);

/// c with `ewma_arl` = arl for shift 0; arl > 1.
[[nodiscard]] Result<double> ewma_limit(double weight, double arl);

}  // namespace entangled::kernels
