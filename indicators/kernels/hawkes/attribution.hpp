#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/likelihood.hpp"

#include <Eigen/Core>
#include <optional>
#include <vector>

namespace entangled::kernels {

/// How many events of each type a model lays to what: sums of the probabilities
/// p_k0 = mu_i / lambda_k and p_km = A_ij beta exp(-beta (t_k - t_m)) / lambda_k. Zhuang, Ogata and Vere-Jones (2002).
struct HawkesAttribution {
    Eigen::VectorXd background;                           ///< sum of p_k0 over events k of type i
    Eigen::MatrixXd caused;                               ///< (i, j): sum of p_km over k of type i and m of type j
    std::vector<std::optional<double>> background_share;  ///< background_i / n_i in [0, 1]; absent without such events
    std::vector<std::optional<double>> cross_share;       ///< part of i's events caused by other types; absent alike
};

/// Row sums of `caused` plus `background` are the numbers of events n_i. Errors: those of HawkesLikelihood::evaluate.
[[nodiscard]] Result<HawkesAttribution> attribution(HawkesLikelihood& likelihood, const HawkesModel& model);

/// The same for a single history.
[[nodiscard]] Result<HawkesAttribution> attribution(const HawkesHistory& history, const HawkesModel& model);

}  // namespace entangled::kernels
