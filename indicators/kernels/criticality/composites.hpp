#pragma once

#include "indicators/core/result.hpp"

namespace entangled::kernels {

/// Three axes of the Yale method, each 0..100.
struct CriticalityAxes {
    double supply_risk{};
    double environmental{};
    double vulnerability{};  ///< to supply restriction
};

/// |C| = sqrt(SR^2 + EI^2 + VSR^2)/sqrt(3), in [0, 100]. Graedel et al. (2012, 2015).
/// Error: bad_value if an axis is outside of [0, 100].
[[nodiscard]] Result<double> criticality_magnitude(const CriticalityAxes& axes);

/// C = (R G M)^(1/3) in [0, 1] of supply risk, production growth and market dynamics, each in [0, 1]; 0 if one is 0.
/// NSTC (2016), McCullough and Nassar (2017). Error: bad_value if a factor is outside of [0, 1].
[[nodiscard]] Result<double> criticality_potential(double supply_risk, double production_growth,
                                                   double market_dynamics);

}  // namespace entangled::kernels
