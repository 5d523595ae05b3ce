#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/likelihood.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <optional>

namespace entangled::kernels {

/// Gamma prior on each entry of A, for short histories: it keeps A above 0. Mode (shape - 1) scale.
struct HawkesPrior {
    double shape{2.0};   ///< >= 1
    double scale{0.15};  ///< > 0
};

/// What EM may move.
struct HawkesEmOptions {
    std::optional<HawkesPrior> prior;     ///< absent: maximum likelihood
    bool keeps_decay{};                   ///< beta stays that of the start
    std::optional<Interval> decay_range;  ///< beta stays inside, > 0; absent: free
    double tolerance{1e-11};              ///< converged once no mu T / n_i, A or log beta moves by more; > 0
    std::size_t max_iterations{100'000};
};

/// One step of EM.
struct HawkesEmStep {
    HawkesModel model;        ///< after the step
    double log_likelihood{};  ///< of the model before the step
    double objective{};       ///< before the step: with a prior plus sum of (shape - 1) log A - A / scale
};

/// mu_i = sum p_k0 / T, A_ij = (sum p_km + shape - 1) / (S_j + 1 / scale), without prior sum p_km / S_j, and
/// beta = sum p_km / (sum p_km (t_k - t_m) + sum_j S'_j sum_i A_ij) with the new A and S' at the old beta. Entries at 0
/// stay 0 without a prior (a mask); A_ij stays if S_j is 0. Lewis and Mohler (2011), exact window terms; `objective`
/// never falls. Errors: those of HawkesLikelihood::evaluate, bad_value if an option is illegal or, with a prior of
/// shape > 1, an A_ij to start from is 0.
[[nodiscard]] Result<HawkesEmStep> em_step(HawkesLikelihood& likelihood, const HawkesModel& model,
                                           const HawkesEmOptions& options = {});

/// Where EM came to rest.
struct HawkesEmFit {
    HawkesModel model;
    double log_likelihood{};  ///< of `model`
    double objective{};       ///< of `model`
    double spectral_radius{};
    std::size_t iterations{};
    bool converged{};  ///< within max_iterations
};

/// em_step from `start` until it rests. Errors: no_data without events, those of em_step.
[[nodiscard]] Result<HawkesEmFit> fit_em(HawkesLikelihood& likelihood, const HawkesModel& start,
                                         const HawkesEmOptions& options = {});

}  // namespace entangled::kernels
