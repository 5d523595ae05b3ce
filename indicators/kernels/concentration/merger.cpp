#include "indicators/kernels/concentration/merger.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/parts_of_sum.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace entangled::kernels {
namespace {

bool legal_index(double index) { return std::isfinite(index) && index > 0.0 && index <= 1.0; }

bool legal_rise(double index_after, double delta)
{
    return legal_index(index_after) && std::isfinite(delta) && delta >= 0.0 && delta <= index_after;
}

Error illegal_rise()
{
    return {Errc::bad_value, "merger: the index is outside (0, 1] or the delta outside [0, index]"};
}

}  // namespace

Result<double> merger_delta(std::span<const double> amounts, std::span<const std::size_t> members)
{
    const auto ratios = parts_of_sum(amounts);
    if (!ratios) return ratios.error();
    std::vector<std::size_t> indices(members.begin(), members.end());
    std::ranges::sort(indices);
    if (!indices.empty() && indices.back() >= amounts.size()) {
        return Error{Errc::bad_value, "merger_delta: a member is out of range"};
    }
    if (std::ranges::adjacent_find(indices) != indices.end()) {
        return Error{Errc::bad_value, "merger_delta: a member is listed twice"};
    }
    std::vector<double> merged;
    for (const std::size_t index : indices) merged.push_back((*ratios)[index]);
    std::ranges::sort(merged);
    // Pair products of ascending shares: the difference of two squares would cancel.
    std::vector<double> pairs;
    double before = 0.0;
    for (const double share : merged) {
        pairs.push_back(2.0 * share * before);
        before += share;
    }
    return ordered_sum(std::move(pairs));
}

Result<std::vector<double>> summed_by_group(std::span<const double> amounts, std::span<const int> groups)
{
    if (amounts.size() != groups.size()) {
        return Error{Errc::bad_value, "summed_by_group: as many groups as amounts are needed"};
    }
    if (!all_non_negative(amounts))
        return Error{Errc::bad_value, "summed_by_group: an amount is negative or not finite"};
    if (amounts.empty()) return Error{Errc::no_data, "summed_by_group: no amounts"};
    std::map<int, std::vector<double>> terms;
    for (std::size_t i = 0; i < amounts.size(); ++i) terms[groups[i]].push_back(amounts[i]);
    std::vector<double> sums;
    for (auto& [group, list] : terms) {
        const auto sum = ordered_sum(std::move(list));
        if (!sum) return sum.error();
        sums.push_back(*sum);
    }
    return sums;
}

Result<ConcentrationBand> concentration_band(double index, const MergerGuideline& guideline)
{
    if (!legal_index(index)) return Error{Errc::bad_value, "concentration_band: the index is outside (0, 1]"};
    if (index > guideline.high_above) return ConcentrationBand::high;
    return index > guideline.moderate_above ? ConcentrationBand::moderate : ConcentrationBand::low;
}

Result<bool> presumed_harmful(double index_after, double delta, const MergerGuideline& guideline)
{
    if (!legal_rise(index_after, delta)) return illegal_rise();
    return index_after > guideline.high_above && delta > guideline.harmful_delta_above;
}

Result<bool> no_concern_eu(double index_after, double delta)
{
    if (!legal_rise(index_after, delta)) return illegal_rise();
    if (index_after < 0.1) return true;
    return delta < (index_after <= 0.2 ? 0.025 : 0.015);
}

}  // namespace entangled::kernels
