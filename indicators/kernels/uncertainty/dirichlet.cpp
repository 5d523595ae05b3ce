#include "indicators/kernels/uncertainty/dirichlet.hpp"

#include "indicators/kernels/numbers/draws.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

/// Attempts a draw may take: each fails in less than one case of twenty.
constexpr std::uint64_t attempts = 64;

double above_one(double shape, std::uint64_t id, std::uint64_t draw)
{
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / std::sqrt(9.0 * d);
    for (std::uint64_t attempt = 0; attempt < attempts; ++attempt) {
        const std::uint64_t number = draw * attempts + attempt;
        const double z = normal(id, number);
        const double cube = (1.0 + c * z) * (1.0 + c * z) * (1.0 + c * z);
        if (cube <= 0.0) continue;
        const double u = uniform(id, number);
        if (std::log(u) < 0.5 * z * z + d - d * cube + d * std::log(cube)) return d * cube;
    }
    return d;
}

}  // namespace

Result<double> gamma_draw(double shape, std::uint64_t id, std::uint64_t draw)
{
    if (!(shape >= 1e-2 && shape <= 1e6)) return Error{Errc::bad_value, "gamma_draw: the shape is outside its range"};
    if (shape >= 1.0) return above_one(shape, id, draw);
    return above_one(shape + 1.0, id, draw) * std::pow(uniform(derived_id(id, 1), draw), 1.0 / shape);
}

Result<std::vector<double>> dirichlet_draw(std::span<const double> weights, double concentration, std::uint64_t id,
                                           std::uint64_t draw)
{
    if (weights.empty()) return Error{Errc::no_data, "dirichlet_draw: no weights"};
    if (!all_non_negative(weights) || !(concentration > 0.0)) {
        return Error{Errc::bad_value, "dirichlet_draw: a weight is negative or the concentration not positive"};
    }
    const auto total = ordered_sum({weights.begin(), weights.end()});
    if (!total) return total.error();
    if (*total == 0.0) return Error{Errc::no_data, "dirichlet_draw: every weight is 0"};
    std::vector<double> drawn(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0.0) continue;
        const auto gamma = gamma_draw(concentration * (weights[i] / *total), derived_id(id, i), draw);
        if (!gamma) return gamma.error();
        drawn[i] = *gamma;
    }
    const auto sum = ordered_sum(drawn);
    if (!sum) return sum.error();
    // Small shapes can underflow together; any split is then as likely as their weights say.
    if (*sum == 0.0) return Error{Errc::not_identified, "dirichlet_draw: every gamma variate underflows"};
    for (double& weight : drawn) weight = std::min(1.0, weight / *sum);
    return drawn;
}

}  // namespace entangled::kernels
