#include "indicators/kernels/concentration/residual_bounds.hpp"

#include "indicators/kernels/concentration/concentration.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/parts_of_sum.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace entangled::kernels {
namespace {

struct Split {
    std::vector<double> named;  ///< shares of named and residual together
    double residual{};
};

Result<Split> split(std::span<const double> amounts, double residual)
{
    if (!std::isfinite(residual) || residual < 0.0) {
        return Error{Errc::bad_value, "bounds: the residual is negative or not finite"};
    }
    // Bad amounts are reported before missing ones, whatever the residual is.
    if (const auto named = parts_of_sum(amounts); !named) return named.error();
    std::vector<double> all(amounts.begin(), amounts.end());
    all.push_back(residual);
    auto ratios = parts_of_sum(all);
    if (!ratios) return ratios.error();
    const double rest = ratios->back();
    ratios->pop_back();
    return Split{std::move(*ratios), rest};
}

Result<double> sum_at_most_one(std::span<const double> ratios)
{
    const auto sum = ordered_sum({ratios.begin(), ratios.end()});
    if (!sum) return sum.error();
    return std::min(1.0, *sum);
}

}  // namespace

Result<Interval> effective_number_bounds(std::span<const double> amounts, double residual)
{
    const auto index = herfindahl_bounds(amounts, residual);
    if (!index) return index.error();
    const Interval number{1.0 / index->upper, 1.0 / index->lower};
    if (!std::isfinite(number.upper)) return Error{Errc::bad_value, "effective_number_bounds: out of range of double"};
    return number;
}

Result<Interval> top_share_bounds(std::span<const double> amounts, double residual)
{
    return top_k_share_bounds(amounts, 1, residual);
}

Result<Interval> top_k_share_bounds(std::span<const double> amounts, std::size_t k, double residual)
{
    auto parts = split(amounts, residual);
    if (!parts) return parts.error();
    if (k == 0) return Error{Errc::bad_value, "top_k_share_bounds: k is 0"};
    auto& named = parts->named;
    std::ranges::sort(named, std::greater<>{});
    named.resize(std::min(k, named.size()));
    const auto lower = sum_at_most_one(named);
    if (!lower) return lower.error();
    // However it is divided, the residual gains most as one supplier in the place of the weakest of the k.
    named.push_back(parts->residual);
    std::ranges::sort(named, std::greater<>{});
    named.resize(std::min(k, named.size()));
    const auto upper = sum_at_most_one(named);
    if (!upper) return upper.error();
    return Interval{*lower, std::max(*lower, *upper)};
}

Result<Interval> bloc_share_bounds(std::span<const double> members, std::span<const double> others, double residual)
{
    std::vector<double> all(members.begin(), members.end());
    all.insert(all.end(), others.begin(), others.end());
    all.push_back(residual);
    if (!all_non_negative(all)) return Error{Errc::bad_value, "bloc_share_bounds: an amount is negative or not finite"};
    const auto ratios = parts_of_sum(all);
    if (!ratios) return ratios.error();
    std::vector<double> inside(ratios->begin(), ratios->begin() + static_cast<std::ptrdiff_t>(members.size()));
    const auto lower = sum_at_most_one(inside);
    if (!lower) return lower.error();
    inside.push_back(ratios->back());
    const auto upper = sum_at_most_one(inside);
    if (!upper) return upper.error();
    return Interval{*lower, std::max(*lower, *upper)};
}

}  // namespace entangled::kernels
