#include "indicators/kernels/concentration/governance.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/parts_of_sum.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr std::size_t dimensions = 6;
// Estimates are standard normal scores: the published extreme is about -3.3.
constexpr double extreme_estimate = 5.0;

bool is_estimate(double value) { return std::isfinite(value) && std::abs(value) <= extreme_estimate; }

Error no_estimate() { return {Errc::bad_value, "governance weight: not an estimate, which lies in about -2.5 to 2.5"}; }

}  // namespace

Result<double> governance_weight_eu(std::span<const double> estimates)
{
    if (!std::ranges::all_of(estimates, is_estimate)) return no_estimate();
    if (estimates.empty()) return Error{Errc::no_data, "governance_weight_eu: no estimates"};
    if (estimates.size() % dimensions != 0) {
        return Error{Errc::insufficient_points, "governance_weight_eu: each year needs all six dimensions"};
    }
    const auto sum = ordered_sum({estimates.begin(), estimates.end()});
    if (!sum) return sum.error();
    return std::clamp(2.0 * (2.5 - *sum / static_cast<double>(estimates.size())), 0.0, 10.0);
}

Result<double> governance_weight_political_stability(double estimate)
{
    if (!is_estimate(estimate)) return no_estimate();
    return std::clamp((2.5 - estimate) / 5.0, 0.0, 1.0);
}

Result<GovernedIndex> weighted_herfindahl(const GovernedSupply& supply)
{
    const auto ratios = parts_of_sum(supply.amounts);
    if (!ratios) return ratios.error();
    const std::size_t n = ratios->size();
    const double largest = supply.largest_weight.value_or(std::numeric_limits<double>::max());
    const bool restricted = !supply.trade_parameters.empty();
    if (supply.weights.size() != n || (restricted && supply.trade_parameters.size() != n)) {
        return Error{Errc::bad_value, "weighted_herfindahl: as many weights as amounts are needed"};
    }
    std::vector<double> factors(n, 0.0);
    std::vector<double> assumed;
    for (std::size_t i = 0; i < n; ++i) {
        const auto weight = supply.weights[i] ? supply.weights[i] : supply.missing_weight;
        if (!weight && supply.amounts[i] > 0.0) {
            return Error{Errc::no_data, "weighted_herfindahl: a supplier has no weight and no other is stated"};
        }
        if (!supply.weights[i]) assumed.push_back((*ratios)[i]);
        factors[i] = weight.value_or(0.0);
        const double trade = restricted ? supply.trade_parameters[i] : 1.0;
        if (!all_non_negative(std::array{factors[i], trade}) || factors[i] > largest) {
            return Error{Errc::bad_value, "weighted_herfindahl: a weight is negative, not finite or beyond its scale"};
        }
        factors[i] *= trade;
    }
    const auto index = weighted_squares(*ratios, factors);
    if (!index) return index.error();
    const auto assumed_share = ordered_sum(std::move(assumed));
    if (!assumed_share) return assumed_share.error();
    return GovernedIndex{*index, std::min(1.0, *assumed_share)};
}

Result<double> weighted_herfindahl(std::span<const double> amounts, std::span<const double> weights)
{
    const std::vector<std::optional<double>> known(weights.begin(), weights.end());
    const auto index = weighted_herfindahl(GovernedSupply{amounts, known, {}, {}, {}});
    if (!index) return index.error();
    return index->index;
}

}  // namespace entangled::kernels
