#include "indicators/kernels/hawkes/bootstrap.hpp"

#include "indicators/kernels/hawkes/simulate.hpp"
#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/numbers/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace entangled::kernels {
namespace {

std::optional<double> replicate_radius(const HawkesModel& model, double horizon, const HawkesBootstrapOptions& options,
                                       std::size_t replicate)
{
    const auto history = simulate_hawkes_clusters(
        model, {.horizon = horizon, .id = derived_id(options.id, replicate), .max_events = options.max_events});
    if (!history) return std::nullopt;
    HawkesLikelihood likelihood{*history};
    const auto fit = fit_hawkes(likelihood, options.fit);
    if (!fit || !fit->converged) return std::nullopt;
    return fit->spectral_radius;
}

Result<void> check_options(const HawkesModel& model, double horizon, const HawkesBootstrapOptions& options)
{
    if (const auto legal = check(model); !legal) return legal;
    if (!std::isfinite(horizon) || horizon <= 0.0)
        return Error{Errc::bad_value, "bootstrap: the horizon is not positive"};
    if (options.replicates < 2) return Error{Errc::bad_value, "bootstrap: two replicates are needed"};
    const bool ordered = options.lower_probability >= 0.0 && options.upper_probability <= 1.0 &&
                         options.lower_probability <= options.upper_probability;
    if (!ordered) return Error{Errc::bad_value, "bootstrap: the probabilities are ratios in order"};
    return {};
}

Result<void> summarise(const HawkesBootstrapOptions& options, HawkesBootstrap& result)
{
    const auto middle = median(result.spectral_radius);
    const auto lower = quantile(result.spectral_radius, options.lower_probability);
    const auto upper = quantile(result.spectral_radius, options.upper_probability);
    if (!middle) return middle.error();
    if (!lower) return lower.error();
    if (!upper) return upper.error();
    result.median = *middle;
    result.lower = *lower;
    result.upper = *upper;
    const auto explosive = std::ranges::count_if(result.spectral_radius, [](double rho) { return rho >= 1.0; });
    result.explosive_share = static_cast<double>(explosive) / static_cast<double>(result.spectral_radius.size());
    return {};
}

}  // namespace

Result<HawkesBootstrap> bootstrap_radius(const HawkesModel& model, double horizon,
                                         const HawkesBootstrapOptions& options)
{
    if (const auto legal = check_options(model, horizon, options); !legal) return legal.error();
    std::vector<std::optional<double>> radii(options.replicates);
    for_each_block(options.replicates, options.threads,
                   [&](std::size_t r) { radii[r] = replicate_radius(model, horizon, options, r); });
    HawkesBootstrap result;
    for (const auto& radius : radii) {
        if (radius) result.spectral_radius.push_back(*radius);
    }
    result.failed = options.replicates - result.spectral_radius.size();
    if (result.failed * 2 > options.replicates) {
        return Error{Errc::not_identified, "bootstrap: most replicates cannot be fitted"};
    }
    if (const auto done = summarise(options, result); !done) return done.error();
    return result;
}

}  // namespace entangled::kernels
