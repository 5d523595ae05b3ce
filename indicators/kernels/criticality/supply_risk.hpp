#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace entangled::kernels {

// Supply risk of the EU's critical raw materials methodology: European Commission (2017), Blengini et al. (2017).

/// IR = (imports - exports)/(production + imports - exports), clipped to [0, 1]; a net exporter has 0 whatever its
/// production. All >= 0 in one unit. Errors: no_data if all are 0, not_identified if nothing is produced and as much
/// exported as imported, bad_value if a number is negative or not finite.
[[nodiscard]] Result<double> import_reliance(double production, double imports, double exports);

/// EoL-RIR = input of old scrap / (primary + secondary input), in [0, 1]; all >= 0 in one unit.
/// Errors: no_data without input, bad_value for a number negative or not finite or more old scrap than secondary input.
[[nodiscard]] Result<double> recycling_input_rate(double old_scrap, double primary, double secondary);

/// One stage of one material.
struct SupplyStage {
    std::optional<double> global_index{};     ///< HHI_wt over world producers, >= 0, about 0..10
    std::optional<double> eu_index{};         ///< HHI_wt over actual suppliers of the EU, its own output included
    std::optional<double> import_reliance{};  ///< IR in [0, 1]; needed only by the blend
    double recycling_rate{};                  ///< EoL-RIR in [0, 1]
    double substitution{1.0};                 ///< SI_SR in [0, 1], 1 without any substitute
};

/// Which suppliers a stage's risk is computed from.
enum class SupplyBasis { blend, global_only, eu_only };

/// Supply risk of one stage.
struct SupplyRisk {
    double value{};  ///< SR >= 0, about 0..10; critical from 1.0
    SupplyBasis basis{SupplyBasis::blend};
};

/// SR = [HHI_GS IR/2 + HHI_EU (1 - IR/2)] (1 - EoL-RIR) SI_SR; with only one of the two indices that one stands for the
/// bracket. Errors: no_data without an index or if the blend has no IR, bad_value for a number outside of its range.
[[nodiscard]] Result<SupplyRisk> supply_risk(const SupplyStage& stage);

/// The stage that decides.
struct Bottleneck {
    std::size_t stage{};  ///< index; the first of several equal ones
    double risk{};
    bool tied{};  ///< another stage has the same risk
};

/// Largest of the stages' risks; stages that were not assessed are empty. Errors: no_data if none was assessed,
/// bad_value if a risk is negative or not finite.
[[nodiscard]] Result<Bottleneck> bottleneck(std::span<const std::optional<double>> stage_risks);

/// Score of a group (HREE, LREE, PGM): the plain mean of its members' scores, >= 0, which hides the worst of them.
/// Errors: no_data if empty, bad_value if a score is negative or not finite. Grohol and Veeh (2023).
[[nodiscard]] Result<double> group_mean(std::span<const double> members);

}  // namespace entangled::kernels
