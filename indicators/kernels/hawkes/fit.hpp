#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/likelihood.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <numbers>
#include <optional>

namespace entangled::kernels {

/// Which branching entries may differ from 0, rows = targets.
using HawkesMask = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>;

/// True on the diagonal only: no type excites another.
[[nodiscard]] HawkesMask diagonal_mask(std::size_t types);

/// Bounds, starts and restrictions of a maximum-likelihood fit. The defaults take time in days.
struct HawkesFitOptions {
    double min_background{1e-8};                                         ///< mu_i >= this > 0, events per unit of time
    Interval decay{std::numbers::ln2 / 180.0, std::numbers::ln2 / 0.5};  ///< half-life 180 to 0.5 days; > 0
    std::optional<double> fixed_decay;                                   ///< > 0: beta is this, whatever `decay` says
    HawkesMask free_branching;                                           ///< d x d; empty: every entry is free
    std::optional<HawkesModel> first_start;                              ///< tried before the others
    std::size_t starts{3};  ///< neutral starts of different decays, 1 to 16
    unsigned threads{1};    ///< of fit_hawkes on a history; a HawkesLikelihood has its own
};

/// A maximum-likelihood fit. rho is never forced below 1. A parameter at its bound has no standard error.
struct HawkesFit {
    HawkesModel model;
    double log_likelihood{};
    double spectral_radius{};
    bool converged{};  ///< no free parameter can raise log_likelihood / n by more than 1e-7 of itself to first order
    Eigen::Array<bool, Eigen::Dynamic, 1> background_at_bound;
    HawkesMask branching_at_bound;  ///< 0: by the bound, by the mask, or because no event tells its value
    bool decay_at_bound{};
    bool decay_identified{};    ///< false if it is fixed, or if A = 0, which makes every beta equally good
    std::size_t evaluations{};  ///< of likelihood and gradient, all starts together
};

/// Best of several starts by sequential quadratic programming with bounds (Kraft 1988, NLopt's SLSQP) and Newton steps
/// over the parameters off their bounds. The smallest legal input are two events; a type without events gets mu at its
/// bound, row and column 0. Errors: no_data without events, insufficient_points for one, bad_value for illegal options,
/// not_identified if no start gives a finite likelihood.
[[nodiscard]] Result<HawkesFit> fit_hawkes(HawkesLikelihood& likelihood, const HawkesFitOptions& options = {});

/// The same for a single history.
[[nodiscard]] Result<HawkesFit> fit_hawkes(const HawkesHistory& history, const HawkesFitOptions& options = {});

}  // namespace entangled::kernels
