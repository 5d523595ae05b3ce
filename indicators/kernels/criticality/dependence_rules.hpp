#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace entangled::kernels {

// Published rules on one product and one importer. Amounts are >= 0 in one unit, one per supplier, without totals.

/// One product's world as CEPII's GeoDep sees it, for one importer and year.
struct GeoDepTrade {
    std::span<const double> imports{};        ///< of the importer, by supplier
    std::span<const double> world_exports{};  ///< of the product, by exporter
    double exports{};                         ///< of the importer
};

/// Ratios, each exceeded strictly.
struct GeoDepLimits {
    double import_concentration{0.4};
    double world_concentration{0.4};
    double imports_to_exports{1.0};
};

/// The yearly criteria; the fourth is `persistent` over years.
struct GeoDep {
    double import_concentration{};               ///< HHI in (0, 1]
    double world_concentration{};                ///< HHI in (0, 1]
    std::optional<double> imports_to_exports{};  ///< absent without exports, which the data base prints as 9999
    bool dependent{};                            ///< all three exceeded strictly; no exports exceed the third
};

/// Import HHI > 0.4, world export HHI > 0.4, imports/exports > 1. Lefebvre and Wibaux (2024). Errors: no_data if
/// nothing is imported or nothing exported by the world, bad_value for an amount negative or not finite or an overflow.
[[nodiscard]] Result<GeoDep> geodep(const GeoDepTrade& trade, const GeoDepLimits& limits = {});

/// World exports too concentrated to diversify away from: HHI and largest share both exceeded strictly. A stand-in for
/// the network statistic of Arjona, Connell and Herghelegiu (2023).
struct SinglePointLimits {
    double concentration{0.4};
    double largest_share{0.5};
};

/// True if `world_exports` exceed both limits. Errors: no_data if all zero or none, bad_value if negative or not
/// finite.
[[nodiscard]] Result<bool> single_point_of_failure(std::span<const double> world_exports,
                                                   const SinglePointLimits& limits = {});

/// One product, one importer, one partner.
struct PartnerTrade {
    double imports_from_partner{};
    double imports{};                ///< from all, the partner included
    double exports{};                ///< to all
    double alternative_suppliers{};  ///< number or effective number of other exporters in the world, >= 0
};

/// MERICS gives 2 and 30 %; it gives "few alternative suppliers" no number that could be confirmed: ours is at most 3.
struct MericsLimits {
    double imports_to_exports{2.0};  ///< at least
    double partner_share{0.3};       ///< at least
    double few_suppliers{3.0};       ///< at most
};

/// Which of the conditions hold.
struct MericsDependence {
    bool deficit{};           ///< imports >= 2 exports
    bool partner_share{};     ///< partner >= 30 % of imports
    bool few_alternatives{};  ///< other suppliers <= limit
    [[nodiscard]] constexpr bool dependent() const noexcept { return deficit && partner_share && few_alternatives; }
};

/// The three conditions of the MERICS Trade Dependency Database (2024), defined without exports too. Errors: no_data if
/// nothing is imported, bad_value if a number is negative or not finite or the partner's part exceeds the whole.
[[nodiscard]] Result<MericsDependence> merics_dependence(const PartnerTrade& trade, const MericsLimits& limits = {});

/// The third country with the largest part of a year's consumption at one stage.
struct ThirdCountry {
    std::size_t supplier{};  ///< index; the first of several equal ones
    double share{};          ///< of consumption, >= 0; above 1 if more is bought than consumed
    bool above_limit{};      ///< share > limit
};

/// Benchmark of the EU Critical Raw Materials Act, Regulation (EU) 2024/1252: no third country above 65 % of annual
/// consumption at any stage. `supplies` >= 0 by third country. Errors: no_data if there are none, not_identified if
/// the consumption is 0, bad_value for a number negative or not finite or an overflow.
[[nodiscard]] Result<ThirdCountry> largest_third_country(std::span<const double> supplies, double consumption,
                                                         double limit = 0.65);

/// A bloc's own yearly capacity beside its consumption, one unit.
struct OwnCapacity {
    double extraction{};
    double processing{};
    double recycling{};
    double consumption{};
};

/// Parts of consumption to be reached; the recycling share could not be confirmed in the text of the regulation.
struct CapacityBenchmarks {
    double extraction{0.10};
    double processing{0.40};
    double recycling{0.25};
};

/// Capacity as parts of consumption, and whether they reach the benchmarks.
struct CapacityShares {
    double extraction{};  ///< of consumption, >= 0
    double processing{};
    double recycling{};
    bool extraction_met{};  ///< at least the benchmark
    bool processing_met{};
    bool recycling_met{};
};

/// Shares of consumption against the 2030 benchmarks of Regulation (EU) 2024/1252. Errors: not_identified if the
/// consumption is 0, bad_value for a number negative or not finite or an overflow.
[[nodiscard]] Result<CapacityShares> capacity_shares(const OwnCapacity& capacity, const CapacityBenchmarks& = {});

}  // namespace entangled::kernels
