#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/fit.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entangled::kernels {

/// How a fit is repeated on simulated histories.
struct HawkesBootstrapOptions {
    std::uint64_t id{};                 ///< of the stream of draws
    std::size_t replicates{200};        ///< >= 2
    double lower_probability{0.05};     ///< of the lower quantile, in [0, upper_probability]
    double upper_probability{0.95};     ///< of the upper quantile, in [lower_probability, 1]
    std::size_t max_events{1'000'000};  ///< of one replicate; more is a failure
    unsigned threads{1};                ///< replicates side by side; the result does not depend on it
    HawkesFitOptions fit{};             ///< of each replicate
};

/// Spectral radii of fits to histories simulated from a model.
struct HawkesBootstrap {
    std::vector<double> spectral_radius;  ///< of the replicates that could be fitted, in order of replicate
    double median{};                      ///< what is reported of a small sample: the fit itself is biased
    double lower{};
    double upper{};
    double explosive_share{};  ///< P(rho >= 1) among them
    std::size_t failed{};      ///< replicates with fewer than two events, too many, or a fit that did not converge
};

/// Parametric bootstrap (Efron 1979): clusters of `model` over `horizon`, replicate r drawn under derived_id(id, r).
/// Errors: bad_value for illegal options or model, not_identified if more than half of the replicates fail.
[[nodiscard]] Result<HawkesBootstrap> bootstrap_radius(const HawkesModel& model, double horizon,
                                                       const HawkesBootstrapOptions& options);

}  // namespace entangled::kernels
