#include "indicators/kernels/criticality/economic_importance.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

// Shares are sums of decimals: they miss 1 by rounding.
constexpr double slack = 1e-9;

bool legal(const EndUses& uses)
{
    if (uses.shares.size() != uses.value_added.size()) return false;
    if (!all_ratios(uses.shares) || !all_non_negative(uses.value_added) || !all_ratios(std::array{uses.substitution})) {
        return false;
    }
    if (!uses.largest_value_added) return true;
    const double largest = *uses.largest_value_added;
    return std::isfinite(largest) && largest > 0.0 &&
           std::ranges::all_of(uses.value_added, [&](double value) { return value <= largest; });
}

bool legal(const Substitute& substitute, std::size_t applications)
{
    return substitute.application < applications &&
           all_ratios(std::array{substitute.sub_share, substitute.production, substitute.criticality,
                                 substitute.co_production});
}

}  // namespace

Result<EconomicImportance> economic_importance(const EndUses& uses)
{
    if (!legal(uses)) return Error{Errc::bad_value, "economic_importance: lengths differ or a number is out of range"};
    if (uses.shares.empty()) return Error{Errc::no_data, "economic_importance: no sector"};
    std::vector<double> terms(uses.shares.begin(), uses.shares.end());
    for (std::size_t i = 0; i < terms.size(); ++i) terms[i] *= uses.value_added[i];
    const auto sum = ordered_sum(std::move(terms));
    if (!sum) return sum.error();
    EconomicImportance importance{*sum, *sum * uses.substitution, std::nullopt};
    if (uses.largest_value_added) importance.scaled = 10.0 * (importance.raw / *uses.largest_value_added);
    return importance;
}

Result<double> substitution_index(std::span<const double> application_shares, std::span<const Substitute> substitutes)
{
    if (application_shares.empty()) return Error{Errc::no_data, "substitution_index: no application"};
    if (!all_ratios(application_shares)) return Error{Errc::bad_value, "substitution_index: a share is out of range"};
    const auto used = ordered_sum({application_shares.begin(), application_shares.end()});
    if (!used) return used.error();
    if (*used > 1.0 + slack) return Error{Errc::bad_value, "substitution_index: the shares add to more than 1"};
    std::vector<double> replaced(application_shares.size(), 0.0);
    // What a substitute eases is the distance of its factor from 1: the rest of each application stays at 1.
    std::vector<double> eased;
    for (const Substitute& substitute : substitutes) {
        if (!legal(substitute, application_shares.size())) {
            return Error{Errc::bad_value, "substitution_index: a substitute is out of range"};
        }
        replaced[substitute.application] += substitute.sub_share;
        const double factor = std::cbrt(substitute.production * substitute.criticality * substitute.co_production);
        eased.push_back((1.0 - factor) * substitute.sub_share * application_shares[substitute.application]);
    }
    if (std::ranges::any_of(replaced, [](double share) { return share > 1.0 + slack; })) {
        return Error{Errc::bad_value, "substitution_index: sub-shares of an application add to more than 1"};
    }
    const auto sum = ordered_sum(std::move(eased));
    if (!sum) return sum.error();
    return std::clamp(1.0 - *sum, 0.0, 1.0);
}

}  // namespace entangled::kernels
