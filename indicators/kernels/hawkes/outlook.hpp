#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/history.hpp"
#include "indicators/kernels/hawkes/model.hpp"

#include <Eigen/Core>
#include <vector>

namespace entangled::kernels {

/// A Hawkes process at the end T of its history, events at T included.
struct HawkesState {
    Eigen::VectorXd memory;     ///< R_j(T+) = sum over events of type j of exp(-beta (T - t_m))
    Eigen::VectorXd intensity;  ///< lambda_i(T+) = mu_i + beta sum_j A_ij R_j, events per unit of time
};

/// Errors: those of `check`, bad_value if the types differ or an intensity exceeds the range of double. No events are
/// legal: the intensity is mu.
[[nodiscard]] Result<HawkesState> state_at_end(const HawkesHistory& history, const HawkesModel& model);

/// lambda_i(t_k-) just before each event k, i its type, in the order of the history; simultaneous events do not count.
/// Errors as above; an intensity may be 0 where mu_i is.
[[nodiscard]] Result<std::vector<double>> intensities_at_events(const HawkesHistory& history, const HawkesModel& model);

/// What follows within `span` after the end of the history.
struct HawkesOutlook {
    Eigen::VectorXd quiet_integral;         ///< integral of lambda_i as long as no event comes
    double any_probability{};               ///< P(an event of any type) = 1 - exp(-sum of the integrals), exact
    Eigen::VectorXd own_probability_floor;  ///< 1 - exp(-integral_i) <= P(an event of type i): others may excite it
    Eigen::VectorXd expected_events;     ///< E[N_i], exact; for rho < 1: r h + M^-1 (I - exp(-M h)) (lambda - r) with
                                         ///< r = (I - A)^-1 mu, M = beta (I - A)
    Eigen::VectorXd expected_intensity;  ///< E[lambda_i(T + h)], exact, events per unit of time
};

/// From lambda(T+) on over `span` > 0, for any rho (it need not be stationary). Starting from lambda = mu gives the
/// counts of an empty past (Rizoiu et al. 2022). Hawkes (1971); matrix exponential of the mean equations.
/// Errors: those of `check`, bad_value if `intensity` is not >= mu of the model's types up to rounding (1e-9), the span
/// is not positive or a value exceeds the range of double.
[[nodiscard]] Result<HawkesOutlook> outlook(const HawkesModel& model, const Eigen::VectorXd& intensity, double span);

}  // namespace entangled::kernels
