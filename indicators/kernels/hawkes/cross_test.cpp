#include "indicators/kernels/hawkes/cross_test.hpp"

#include "indicators/kernels/numbers/tails.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace entangled::kernels {
namespace {

constexpr std::size_t most_boundaries = 4096;

HawkesMask full_mask(std::size_t types, const HawkesFitOptions& options)
{
    const auto d = static_cast<Eigen::Index>(types);
    if (options.free_branching.size() > 0) return options.free_branching;
    return HawkesMask::Constant(d, d, true);
}

}  // namespace

Result<double> boundary_mixture_tail(double statistic, std::size_t boundary)
{
    if (!std::isfinite(statistic) || boundary == 0 || boundary > most_boundaries) {
        return Error{Errc::bad_value, "boundary_mixture_tail: a finite statistic and 1 to 4096 parameters"};
    }
    if (statistic <= 0.0) return 1.0;
    const auto n = static_cast<double>(boundary);
    double p = 0.0;
    for (double k = 1.0; k <= n; k += 1.0) {
        const auto tail = chi_squared_tail(statistic, k);
        if (!tail) return tail.error();
        const double log_ways = std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
        p += std::exp(log_ways - n * std::numbers::ln2) * *tail;
    }
    return std::min(1.0, p);
}

Result<CrossExcitationTest> cross_excitation_test(HawkesLikelihood& likelihood, const HawkesFitOptions& options)
{
    const std::size_t types = likelihood.history().type_count();
    const HawkesMask mask = full_mask(types, options);
    const HawkesMask own = diagonal_mask(types);
    if (mask.rows() != own.rows() || mask.cols() != own.cols()) {
        return Error{Errc::bad_value, "cross_excitation_test: the mask has one row and one column for each type"};
    }
    CrossExcitationTest test;
    test.boundary = static_cast<std::size_t>((mask && !own).count());
    if (test.boundary == 0) return Error{Errc::bad_value, "cross_excitation_test: no entry off the diagonal is free"};
    HawkesFitOptions restricted = options;
    restricted.free_branching = mask && own;
    auto diagonal = fit_hawkes(likelihood, restricted);
    if (!diagonal) return diagonal.error();
    test.diagonal = std::move(*diagonal);
    // The larger model starts from the smaller too, so that it never ends below it.
    HawkesFitOptions wide = options;
    if (!wide.first_start) wide.first_start = test.diagonal.model;
    auto full = fit_hawkes(likelihood, wide);
    if (!full) return full.error();
    test.full = std::move(*full);
    if (!test.full.converged || !test.diagonal.converged) {
        return Error{Errc::not_identified, "cross_excitation_test: a fit does not converge"};
    }
    test.statistic = std::max(0.0, 2.0 * (test.full.log_likelihood - test.diagonal.log_likelihood));
    const auto p = boundary_mixture_tail(test.statistic, test.boundary);
    if (!p) return p.error();
    test.p = *p;
    return test;
}

}  // namespace entangled::kernels
