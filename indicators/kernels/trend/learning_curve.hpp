#pragma once

#include "indicators/core/result.hpp"

#include <span>

namespace entangled::kernels {

// Cost that falls by one ratio with each doubling of all that was ever made: c = c0 (Q/Q0)^-b, Wright (1936).

/// LR = 1 - 2^-b, the fall of cost with each doubling; below 1, negative if cost rises. Error: bad_value if b is not
/// finite or LR exceeds the range of double.
[[nodiscard]] Result<double> learning_rate(double exponent);

/// b = -log2(1 - LR), the inverse of `learning_rate`. Error: bad_value unless LR is finite and below 1.
[[nodiscard]] Result<double> learning_exponent(double rate);

/// A point of the curve.
struct WrightPoint {
    double cumulative{};  ///< Q > 0: units ever made
    double cost{};        ///< c > 0 per unit
};

/// c0 (Q/Q0)^-b, > 0. Error: bad_value unless quantities and cost are positive, all finite, and so is the result.
[[nodiscard]] Result<double> wright_cost(const WrightPoint& known, double exponent, double cumulative);

struct WrightFit {
    double exponent{};       ///< b
    double learning_rate{};  ///< 1 - 2^-b
    double first_cost{};     ///< cost at Q = 1
    double r_squared{};      ///< of ln c on ln Q, in [0, 1]
};

/// Least squares of ln c on ln Q; two points at least, in any order. Errors: no_data if empty, insufficient_points for
/// one, not_identified if all quantities are equal, bad_value unless all are positive and finite.
[[nodiscard]] Result<WrightFit> fit_wright(std::span<const WrightPoint> points);

}  // namespace entangled::kernels
