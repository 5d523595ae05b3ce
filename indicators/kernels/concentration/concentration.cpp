#include "indicators/kernels/concentration/concentration.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/parts_of_sum.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace entangled::kernels {

Result<std::vector<double>> shares(std::span<const double> amounts) { return parts_of_sum(amounts); }

Result<double> herfindahl(std::span<const double> amounts)
{
    const auto ratios = shares(amounts);
    if (!ratios) return ratios.error();
    return weighted_squares(*ratios);
}

Result<Interval> herfindahl_bounds(std::span<const double> amounts, double residual)
{
    if (!all_non_negative(std::array{residual})) {
        return Error{Errc::bad_value, "herfindahl_bounds: the residual is negative or not finite"};
    }
    // Bad amounts are reported before missing ones, whatever the residual is.
    if (const auto named = shares(amounts); !named) return named.error();
    std::vector<double> all(amounts.begin(), amounts.end());
    all.push_back(residual);
    auto ratios = shares(all);
    if (!ratios) return ratios.error();
    const double residual_share = ratios->back();
    ratios->pop_back();
    const auto lower = weighted_squares(*ratios);
    if (!lower) return lower.error();
    if (*lower == 0.0) return Error{Errc::no_data, "herfindahl_bounds: the named amounts vanish beside the residual"};
    return Interval{*lower, std::min(1.0, *lower + residual_share * residual_share)};
}

Result<double> herfindahl_10000(std::span<const double> amounts)
{
    const auto index = herfindahl(amounts);
    if (!index) return index.error();
    return 10'000.0 * *index;
}

Result<double> normalised_herfindahl(std::span<const double> amounts, std::optional<std::size_t> slots)
{
    const auto index = herfindahl(amounts);
    if (!index) return index.error();
    const auto own =
        static_cast<std::size_t>(std::ranges::count_if(amounts, [](double amount) { return amount > 0.0; }));
    const std::size_t n = slots.value_or(own);
    if (n < own) return Error{Errc::bad_value, "normalised_herfindahl: more suppliers than slots"};
    if (n < 2) return Error{Errc::insufficient_points, "normalised_herfindahl: one supplier, two are needed"};
    const double equal = 1.0 / static_cast<double>(n);
    return std::clamp((*index - equal) / (1.0 - equal), 0.0, 1.0);
}

Result<double> hirschman_index(std::span<const double> amounts)
{
    const auto index = herfindahl(amounts);
    if (!index) return index.error();
    return 100.0 * std::sqrt(*index);
}

Result<double> effective_number(std::span<const double> amounts)
{
    const auto index = herfindahl(amounts);
    if (!index) return index.error();
    return 1.0 / *index;
}

Result<double> top_share(std::span<const double> amounts)
{
    const auto ratios = shares(amounts);
    if (!ratios) return ratios.error();
    return std::ranges::max(*ratios);
}

Result<double> top_k_share(std::span<const double> amounts, std::size_t k)
{
    auto ratios = shares(amounts);
    if (!ratios) return ratios.error();
    if (k == 0) return Error{Errc::bad_value, "top_k_share: k is 0"};
    if (k < ratios->size()) {
        std::ranges::sort(*ratios, std::greater<>{});
        ratios->resize(k);
    }
    const auto sum = ordered_sum(std::move(*ratios));
    if (!sum) return sum.error();
    return std::min(1.0, *sum);
}

}  // namespace entangled::kernels
