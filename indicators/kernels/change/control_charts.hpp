#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

// Control charts take values standardised by a mean and a standard deviation that were estimated before and are frozen,
// z = (x - mean)/sd, independent in time: of a series that is not, the residuals of an autoregression.

struct CusumDesign {
    double reference = 0.5;  ///< k >= 0: half of the shift to detect, in standard deviations
    double limit = 5.0;      ///< h > 0, in standard deviations
};

struct Cusum {
    std::vector<double> upper;         ///< S+ = max(0, S+ + z - k), from 0
    std::vector<double> lower;         ///< S- = max(0, S- - z - k), from 0
    std::optional<std::size_t> alarm;  ///< first index, from 0, with a sum above h; absent: none
};

/// Two one-sided cumulative sums, Page (1954). They run on after an alarm. n >= 1.
/// Errors: no_data if empty, bad_value if a value, a sum or the design is illegal.
[[nodiscard]] Result<Cusum> cusum(std::span<const double> standardised, const CusumDesign& design = {});

struct EwmaDesign {
    double weight = 0.2;  ///< lambda in (0, 1]
    double limit = 2.86;  ///< c > 0, in standard deviations of the mean
};

struct Ewma {
    std::vector<double> mean;          ///< z_t = lambda x_t + (1 - lambda) z_{t-1}, z_0 = 0
    std::vector<double> standardised;  ///< z_t/sd_t, sd_t = sqrt(lambda/(2 - lambda) (1 - (1 - lambda)^(2t)))
    std::optional<std::size_t> alarm;  ///< first index, from 0, with |standardised| > c; absent: none
};

/// Exponentially weighted mean with its exact standard deviation at each t, Roberts (1959). n >= 1.
/// Errors: no_data if empty, bad_value if a value, a mean or the design is illegal.
[[nodiscard]] Result<Ewma> ewma(std::span<const double> standardised, const EwmaDesign& design = {});

/// (x - mean)/sd of each value. Error: bad_value unless sd > 0 and all is finite.
[[nodiscard]] Result<std::vector<double>> in_standard_deviations(std::span<const double> values, double mean,
                                                                 double sd);

}  // namespace entangled::kernels
