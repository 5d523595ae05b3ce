#pragma once

#include "indicators/core/result.hpp"

#include <optional>
#include <span>

namespace entangled::kernels {

/// Where a material is used, one entry per NACE-2 sector.
struct EndUses {
    std::span<const double> shares{};             ///< A_s of the material's end use, each in [0, 1]
    std::span<const double> value_added{};        ///< Q_s >= 0 of the sector, one unit of money
    std::optional<double> largest_value_added{};  ///< max Q over all sectors, used or not; >= every Q_s and > 0
    double substitution{1.0};                     ///< SI_EI in [0, 1], 1 without any substitute
};

/// Economic importance on three scales.
struct EconomicImportance {
    double weighted_value_added{};   ///< sum A_s Q_s, in the unit of Q
    double raw{};                    ///< the same times SI_EI
    std::optional<double> scaled{};  ///< 10 raw / max Q, in [0, 10] if the shares add to 1; absent without max Q
};

/// EI = sum A_s Q_s SI_EI, and scaled to 0..10; critical from 2.8. European Commission (2017). Needs one sector.
/// Errors: no_data if empty, bad_value for unequal lengths, a number outside of its range or an overflow.
[[nodiscard]] Result<EconomicImportance> economic_importance(const EndUses& uses);

/// A substitute of a material in one application.
struct Substitute {
    std::size_t application{};  ///< index into the applications' shares
    double sub_share{};         ///< of the application it could take, in [0, 1]
    double production{1.0};     ///< SP: 0.8 if produced more than the material, otherwise 1
    double criticality{1.0};    ///< SCr: 0.8 if not critical itself, otherwise 1
    double co_production{1.0};  ///< SCo: 0.8 main product, 0.9 both, 1 by-product
};

/// SI_SR = sum_i (SP SCr SCo)^(1/3) sum_a subshare_ia share_a, where what nothing substitutes counts 1: in [0, 1], 1
/// without substitutes. `application_shares` in [0, 1] that add to 1 at most. European Commission (2017).
/// Errors: no_data without applications, bad_value for a ratio outside of [0, 1], sub-shares of an application or
/// shares that add to more than 1 (beyond 1e-9), or an application out of range.
[[nodiscard]] Result<double> substitution_index(std::span<const double> application_shares,
                                                std::span<const Substitute> substitutes);

}  // namespace entangled::kernels
