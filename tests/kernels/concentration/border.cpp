#include "tests/kernels/concentration/border.hpp"

#include <algorithm>
#include <optional>

#include "indicators/kernels/concentration/centralisation.hpp"
#include "indicators/kernels/concentration/concentration.hpp"
#include "indicators/kernels/concentration/entropy.hpp"
#include "indicators/kernels/concentration/governance.hpp"
#include "indicators/kernels/concentration/merger.hpp"
#include "indicators/kernels/concentration/residual_bounds.hpp"

namespace entangled::testing {
namespace {

using namespace entangled::kernels;

constexpr double rounding = 1e-9;

void in_range(const Result<double>& result, double lower, double upper, const char* what)
{
    if (!result) return;
    require_finite(*result, what);
    require(*result >= lower - rounding && *result <= upper + rounding, what);
}

void in_unit(const Result<Interval>& result, const char* what)
{
    if (!result) return;
    require_finite(*result, what);
    require(result->lower >= 0.0 && result->upper <= 1.0, what);
}

std::optional<std::size_t> slots(InputBytes& input)
{
    if (input.flag()) return std::nullopt;
    return input.below(20);
}

std::vector<std::size_t> indices(InputBytes& input)
{
    std::vector<std::size_t> all(input.below(5));
    std::ranges::generate(all, [&] { return input.below(12); });
    return all;
}

void try_merger(InputBytes& input)
{
    const auto amounts = input.numbers(12);
    in_range(merger_delta(amounts, indices(input)), 0.0, 1.0, "merger_delta");
    std::vector<int> groups(amounts.size());
    std::ranges::generate(groups, [&] { return static_cast<int>(input.below(4)); });
    require_finite(summed_by_group(amounts, groups), "summed_by_group");
    static_cast<void>(concentration_band(input.ratio()));
    static_cast<void>(presumed_harmful(input.ratio(), input.ratio()));
    static_cast<void>(no_concern_eu(input.ratio(), input.ratio()));
}

void try_governed(InputBytes& input)
{
    const auto amounts = input.numbers(12);
    std::vector<std::optional<double>> weights(input.flag() ? amounts.size() : input.below(12));
    std::ranges::generate(weights, [&] { return input.flag() ? std::optional{input.number()} : std::nullopt; });
    std::vector<double> trade(input.flag() ? amounts.size() : 0);
    std::ranges::generate(trade, [&] { return input.ratio(); });
    const auto missing = input.flag() ? std::optional{input.number()} : std::nullopt;
    const auto index = weighted_herfindahl({amounts, weights, trade, missing, missing});
    if (!index) return;
    require_finite(index->index, "weighted_herfindahl");
    require(index->index >= 0.0, "weighted_herfindahl");
    require(index->assumed_share >= 0.0 && index->assumed_share <= 1.0, "weighted_herfindahl: assumed share");
}

void try_centralisation(InputBytes& input)
{
    const std::size_t n = input.below(7);
    const auto flows = input.matrix(n, input.flag() ? n : input.below(7));
    require_finite(vulnerability_profile(flows), "vulnerability_profile");
    const auto whole = centralisation(flows);
    if (!whole) return;
    require_finite(whole->profile, "centralisation");
    require_finite(whole->area, "centralisation");
    require_finite(whole->ratio, "centralisation");
    require(whole->ratio <= 1.0 + rounding, "centralisation");
}

}  // namespace

void try_concentration(InputBytes& input)
{
    switch (input.below(18)) {
        case 0: return require_finite(shares(input.numbers(40)), "shares");
        case 1: return in_range(herfindahl(input.numbers(40)), 0.0, 1.0, "herfindahl");
        case 2: return in_unit(herfindahl_bounds(input.numbers(40), input.number()), "herfindahl_bounds");
        case 3: return in_range(herfindahl_10000(input.numbers(40)), 0.0, 10'000.0, "herfindahl_10000");
        case 4: return in_range(normalised_herfindahl(input.numbers(12), slots(input)), 0.0, 1.0, "normalised");
        case 5: return in_range(hirschman_index(input.numbers(40)), 0.0, 100.0, "hirschman_index");
        case 6: return in_range(effective_number(input.numbers(40)), 1.0, 40.0, "effective_number");
        case 7: return in_range(top_share(input.numbers(40)), 0.0, 1.0, "top_share");
        case 8: return in_range(top_k_share(input.numbers(40), input.below(9)), 0.0, 1.0, "top_k_share");
        case 9: return in_range(shannon_entropy(input.numbers(40)), 0.0, 3.7, "shannon_entropy");
        case 10: return in_range(entropy_number(input.numbers(40)), 1.0, 40.0, "entropy_number");
        case 11: return in_range(theil_index(input.numbers(12), slots(input)), 0.0, 3.0, "theil_index");
        case 12: return require_finite(effective_number_bounds(input.numbers(40), input.number()), "effective_number");
        case 13: return in_unit(top_k_share_bounds(input.numbers(40), input.below(9), input.number()), "top_k");
        case 14: return in_unit(bloc_share_bounds(input.numbers(9), input.numbers(9), input.number()), "bloc_share");
        case 15: return try_merger(input);
        case 16: return input.flag() ? try_governed(input) : try_centralisation(input);
        default:
            in_range(governance_weight_eu(std::vector<double>(6, input.number())), 0.0, 10.0, "governance_weight_eu");
            return in_range(governance_weight_political_stability(input.number()), 0.0, 1.0, "political_stability");
    }
}

}  // namespace entangled::testing
