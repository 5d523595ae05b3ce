#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/hawkes/fit.hpp"

#include <cstddef>

namespace entangled::kernels {

/// P(LR >= statistic) with `boundary` >= 1 parameters at 0 under the null and >= 0 otherwise: the mixture
/// sum_k C(boundary, k) 2^-boundary P(chi2_k >= LR), for two P(chi2_1)/2 + P(chi2_2)/4; 1 for a statistic <= 0.
/// Estimates are taken as uncorrelated. Self and Liang (1987). Errors: bad_value if the statistic is not finite or
/// `boundary` not in 1 .. 4096.
[[nodiscard]] Result<double> boundary_mixture_tail(double statistic, std::size_t boundary = 2);

/// Test of "no type excites another".
struct CrossExcitationTest {
    HawkesFit full;
    HawkesFit diagonal;      ///< the same options, but A_ij = 0 for i != j
    double statistic{};      ///< LR = 2 (full - diagonal), >= 0
    std::size_t boundary{};  ///< entries off the diagonal that `full` may move
    double p{};              ///< boundary_mixture_tail
};

/// Likelihood-ratio test of all free entries off the diagonal, at least one. Errors: those of fit_hawkes,
/// not_identified if a fit does not converge, bad_value if no entry off the diagonal is free.
[[nodiscard]] Result<CrossExcitationTest> cross_excitation_test(HawkesLikelihood& likelihood,
                                                                const HawkesFitOptions& options = {});

}  // namespace entangled::kernels
