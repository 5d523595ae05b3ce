#include "indicators/kernels/criticality/supply_risk.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace entangled::kernels {
namespace {

bool legal(const SupplyStage& stage)
{
    const std::array indices{stage.global_index.value_or(0.0), stage.eu_index.value_or(0.0)};
    const std::array ratios{stage.import_reliance.value_or(0.0), stage.recycling_rate, stage.substitution};
    return all_non_negative(indices) && all_ratios(ratios);
}

}  // namespace

Result<double> import_reliance(double production, double imports, double exports)
{
    if (!all_non_negative(std::array{production, imports, exports})) {
        return Error{Errc::bad_value, "import_reliance: a number is negative or not finite"};
    }
    if (production == 0.0 && imports == 0.0 && exports == 0.0) {
        return Error{Errc::no_data, "import_reliance: nothing is produced or traded"};
    }
    // Before the ratio: exports beyond production and imports would turn both of its signs and look like full reliance.
    if (imports < exports) return 0.0;
    if (imports == exports) {
        if (production > 0.0) return 0.0;
        return Error{Errc::not_identified, "import_reliance: no production and as much exported as imported"};
    }
    return 1.0 / (1.0 + production / (imports - exports));
}

Result<double> recycling_input_rate(double old_scrap, double primary, double secondary)
{
    if (!all_non_negative(std::array{old_scrap, primary, secondary})) {
        return Error{Errc::bad_value, "recycling_input_rate: a number is negative or not finite"};
    }
    if (old_scrap > secondary)
        return Error{Errc::bad_value, "recycling_input_rate: more old scrap than secondary input"};
    const double larger = std::max(primary, secondary);
    if (larger == 0.0) return Error{Errc::no_data, "recycling_input_rate: no input"};
    return std::min(1.0, old_scrap / larger / (primary / larger + secondary / larger));
}

Result<SupplyRisk> supply_risk(const SupplyStage& stage)
{
    if (!legal(stage)) return Error{Errc::bad_value, "supply_risk: a number is outside of its range"};
    if (!stage.global_index && !stage.eu_index) return Error{Errc::no_data, "supply_risk: no index of concentration"};
    SupplyRisk risk;
    if (stage.global_index && stage.eu_index) {
        if (!stage.import_reliance) return Error{Errc::no_data, "supply_risk: the blend needs the import reliance"};
        const double half = *stage.import_reliance / 2.0;
        risk.value = *stage.global_index * half + *stage.eu_index * (1.0 - half);
    } else {
        risk.basis = stage.global_index ? SupplyBasis::global_only : SupplyBasis::eu_only;
        risk.value = stage.global_index ? *stage.global_index : *stage.eu_index;
    }
    risk.value *= (1.0 - stage.recycling_rate) * stage.substitution;
    if (!std::isfinite(risk.value)) return Error{Errc::bad_value, "supply_risk: out of range of double"};
    return risk;
}

Result<Bottleneck> bottleneck(std::span<const std::optional<double>> stage_risks)
{
    std::optional<Bottleneck> worst;
    for (std::size_t i = 0; i < stage_risks.size(); ++i) {
        if (!stage_risks[i]) continue;
        const double risk = *stage_risks[i];
        if (!std::isfinite(risk) || risk < 0.0) {
            return Error{Errc::bad_value, "bottleneck: a risk is negative or not finite"};
        }
        if (!worst || risk > worst->risk) {
            worst = Bottleneck{i, risk, false};
        } else if (risk == worst->risk) {
            worst->tied = true;
        }
    }
    if (!worst) return Error{Errc::no_data, "bottleneck: no stage was assessed"};
    return *worst;
}

Result<double> group_mean(std::span<const double> members)
{
    if (!all_non_negative(members)) return Error{Errc::bad_value, "group_mean: a score is negative or not finite"};
    if (members.empty()) return Error{Errc::no_data, "group_mean: no members"};
    const auto sum = ordered_sum({members.begin(), members.end()});
    if (!sum) return sum.error();
    return *sum / static_cast<double>(members.size());
}

}  // namespace entangled::kernels
