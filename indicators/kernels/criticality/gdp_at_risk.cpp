#include "indicators/kernels/criticality/gdp_at_risk.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace entangled::kernels {

Result<double> gdp_at_risk(std::span<const DisruptionScenario> scenarios, const DisruptionLoss& loss)
{
    if (!loss) return Error{Errc::bad_value, "gdp_at_risk: no loss is given"};
    if (scenarios.empty()) return Error{Errc::no_data, "gdp_at_risk: no scenario"};
    std::vector<double> terms;
    for (const DisruptionScenario& scenario : scenarios) {
        if (!all_ratios(std::array{scenario.probability, scenario.disruption})) {
            return Error{Errc::bad_value, "gdp_at_risk: a probability or disruption is outside of [0, 1]"};
        }
        const auto lost = loss(scenario.disruption);
        if (!lost) return lost.error();
        terms.push_back(scenario.probability * *lost);
    }
    return ordered_sum(std::move(terms));
}

Result<double> shortfall(double disruption, double spare, double stock_release)
{
    if (!all_ratios(std::array{disruption}) || !all_non_negative(std::array{spare, stock_release})) {
        return Error{Errc::bad_value, "shortfall: a number is outside of its range"};
    }
    return std::max(0.0, disruption - (spare + stock_release));
}

Result<double> shortfall_loss(double disruption, const ShortfallLoss& model)
{
    const auto gap = shortfall(disruption, model.spare, model.stock_release);
    if (!gap) return gap.error();
    if (!all_non_negative(std::array{model.consumption, model.value_added_per_unit})) {
        return Error{Errc::bad_value, "shortfall_loss: a number is negative or not finite"};
    }
    const double loss = *gap * model.consumption * model.value_added_per_unit;
    if (!std::isfinite(loss)) return Error{Errc::bad_value, "shortfall_loss: out of range of double"};
    return loss;
}

}  // namespace entangled::kernels
