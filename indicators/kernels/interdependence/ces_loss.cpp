#include "indicators/kernels/interdependence/ces_loss.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

// Shares are sums of decimals: they miss 1 by rounding.
constexpr double slack = 1e-9;

bool legal(double omega, double sigma)
{
    return all_ratios(std::array{omega}) && all_finite(std::array{sigma}) && sigma > 1.0;
}

Error illegal() { return {Errc::bad_value, "ces loss: omega is outside of [0, 1] or sigma not above 1"}; }

}  // namespace

Result<std::optional<double>> ces_loss(double omega, double sigma)
{
    if (!legal(omega, sigma)) return illegal();
    if (omega == 1.0) return std::optional<double>{};
    const double loss = -std::log1p(-omega) / (sigma - 1.0);
    if (!std::isfinite(loss)) return Error{Errc::bad_value, "ces loss: out of range of double"};
    return std::optional{loss + 0.0};
}

Result<double> ces_loss_fraction(double omega, double sigma)
{
    if (!legal(omega, sigma)) return illegal();
    if (omega == 1.0) return 1.0;
    return -std::expm1(std::log1p(-omega) / (sigma - 1.0)) + 0.0;
}

Result<CoalitionLoss> coalition_loss(std::span<const double> omegas, double sigma)
{
    if (!legal(0.0, sigma) || !all_ratios(omegas)) return illegal();
    if (omegas.empty()) return Error{Errc::no_data, "coalition_loss: no supplier"};
    const auto together = ordered_sum({omegas.begin(), omegas.end()});
    if (!together) return together.error();
    if (*together > 1.0 + slack) return Error{Errc::bad_value, "coalition_loss: the shares add to more than 1"};
    // A whole that misses 1 by rounding is a whole: its loss would be a large number made of that rounding.
    const auto joint = ces_loss(*together >= 1.0 - slack ? 1.0 : *together, sigma);
    if (!joint) return joint.error();
    std::vector<double> losses;
    for (const double omega : omegas) {
        const auto loss = ces_loss(omega, sigma);
        if (!loss) return loss.error();
        if (!*loss) return CoalitionLoss{};
        losses.push_back(**loss);
    }
    const auto separate = ordered_sum(std::move(losses));
    if (!separate) return separate.error();
    CoalitionLoss result{*joint, *separate, std::nullopt};
    if (*joint) result.premium = std::max(0.0, **joint - *separate);
    return result;
}

Result<std::optional<double>> aggregate_ces_loss(std::span<const Basket> baskets)
{
    if (baskets.empty()) return Error{Errc::no_data, "aggregate_ces_loss: no basket"};
    std::vector<double> terms;
    bool unbounded = false;
    for (const Basket& basket : baskets) {
        if (!all_ratios(std::array{basket.weight})) {
            return Error{Errc::bad_value, "aggregate_ces_loss: a weight is outside of [0, 1]"};
        }
        const auto loss = ces_loss(basket.omega, basket.sigma);
        if (!loss) return loss.error();
        if (basket.weight == 0.0) continue;
        if (*loss) terms.push_back(basket.weight * **loss);
        unbounded = unbounded || !*loss;
    }
    const auto sum = ordered_sum(std::move(terms));
    if (!sum) return sum.error();
    if (unbounded) return std::optional<double>{};
    return std::optional{*sum};
}

}  // namespace entangled::kernels
