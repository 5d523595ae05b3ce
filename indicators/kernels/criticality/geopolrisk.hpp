#pragma once

#include "indicators/core/result.hpp"

#include <optional>
#include <span>

namespace entangled::kernels {

// GeoPolRisk: Gemechu et al. (2015), Santillan-Saldivar et al. (2022), Koyamparambath et al. (2024).

/// Imports of one material by one country in one year; amounts in one unit of mass, like the production.
struct RiskyImports {
    std::span<const double> amounts{};                 ///< f_i >= 0 by supplier
    std::span<const std::optional<double>> weights{};  ///< g_i in [0, 1], (2.5 - WGI_PV)/5; absent if not known
    double domestic_production{};                      ///< p >= 0
    std::optional<double> missing_weight{};            ///< stands for an absent g_i; without it that is an error
};

/// What the method's library takes for a supplier without governance data.
inline constexpr double geopolrisk_missing_weight = 0.5;

/// Import risk and its parts; masses in the unit of the imports.
struct ImportRisk {
    double weighted_imports{};  ///< sum g_i f_i
    double imports{};           ///< F = sum f_i
    double value{};             ///< sum g_i f_i / (p + F), in [0, 1]
};

/// ImportRisk (weighted trade average) = sum g_i f_i/(p + F). Nothing imported from a country needs no weight. Errors:
/// no_data if nothing is produced or imported, or a weight is absent and none stated; bad_value for unequal lengths, a
/// number outside of its range or an overflow.
[[nodiscard]] Result<ImportRisk> import_risk(const RiskyImports& imports);

/// Score = HHI of world production * import risk, in [0, 1]. Error: bad_value if a factor is outside of [0, 1].
[[nodiscard]] Result<double> geopolrisk_score(double world_concentration, double import_risk);

/// Score times price of copper, mean of the OECD 2017-2021, in 1000 USD a tonne: where the characterisation factor
/// is 1.
inline constexpr double copper_reference = 0.409412948;

/// CF = score * price / 0.409412948 in kg Cu-eq a kg, price >= 0 in 1000 USD a tonne (value over mass of the imports).
/// Error: bad_value if a number is negative or not finite, or for an overflow.
[[nodiscard]] Result<double> geopolrisk_characterisation(double score, double price);

}  // namespace entangled::kernels
