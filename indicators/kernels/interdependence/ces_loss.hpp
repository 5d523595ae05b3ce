#pragma once

#include "indicators/core/result.hpp"

#include <optional>
#include <span>

namespace entangled::kernels {

// What a coalition can take from a buyer with CES demand, after Clayton, Maggiori and Schreger (2023). omega is the
// expenditure share in a basket that the coalition controls, in [0, 1]; sigma > 1 the elasticity of substitution.

/// loss = -ln(1 - omega)/(sigma - 1), rise of the log price index if all of omega is withdrawn, >= 0, convex in omega;
/// empty if omega is 1: the loss is unbounded. Errors: bad_value if omega is outside of [0, 1] or sigma is not above 1.
[[nodiscard]] Result<std::optional<double>> ces_loss(double omega, double sigma);

/// 1 - exp(-loss) = 1 - (1 - omega)^(1/(sigma - 1)), the part of real consumption lost, in [0, 1]; 1 for omega 1.
/// Errors as for `ces_loss`.
[[nodiscard]] Result<double> ces_loss_fraction(double omega, double sigma);

/// Loss to a coalition of suppliers with shares `omegas` that withdraw together, and one by one.
struct CoalitionLoss {
    std::optional<double> joint{};     ///< loss(sum omega); empty if unbounded
    std::optional<double> separate{};  ///< sum loss(omega); empty if unbounded
    std::optional<double> premium{};  ///< joint - separate >= 0, what acting together adds; empty if joint is unbounded
};

/// The power of a bloc is more than its members': joint >= separate. Errors: no_data if empty, bad_value as for
/// `ces_loss`, or if the shares add to more than 1 (beyond 1e-9).
[[nodiscard]] Result<CoalitionLoss> coalition_loss(std::span<const double> omegas, double sigma);

/// One basket of a buyer.
struct Basket {
    double weight{};  ///< Omega, expenditure share of the basket, in [0, 1]
    double omega{};   ///< controlled by the coalition, in [0, 1]
    double sigma{};   ///< > 1
};

/// sum_J Omega_J loss_J >= 0; empty if a basket of positive weight has an unbounded loss. The weights need not add to
/// 1: the rest is untouched. Errors: no_data if empty, bad_value for a number outside of its range or an overflow.
[[nodiscard]] Result<std::optional<double>> aggregate_ces_loss(std::span<const Basket> baskets);

}  // namespace entangled::kernels
