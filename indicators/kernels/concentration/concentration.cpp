#include "indicators/kernels/concentration/concentration.hpp"

#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

bool legal(double amount) { return std::isfinite(amount) && amount >= 0.0; }

Result<double> sum_of_squares(std::span<const double> ratios)
{
    std::vector<double> squares(ratios.begin(), ratios.end());
    for (double& square : squares) square *= square;
    return ordered_sum(std::move(squares));
}

}  // namespace

Result<std::vector<double>> shares(std::span<const double> amounts)
{
    if (!std::ranges::all_of(amounts, legal)) {
        return Error{Errc::bad_value, "shares: an amount is negative or not finite"};
    }
    const double largest = amounts.empty() ? 0.0 : std::ranges::max(amounts);
    if (largest == 0.0) return Error{Errc::no_data, "shares: no amount is positive"};
    // Divided by the largest first: the total of legal amounts may exceed the range of double.
    std::vector<double> ratios(amounts.begin(), amounts.end());
    for (double& ratio : ratios) ratio /= largest;
    const auto total = ordered_sum(ratios);
    if (!total) return total.error();
    for (double& ratio : ratios) ratio /= *total;
    return ratios;
}

Result<double> herfindahl(std::span<const double> amounts)
{
    const auto ratios = shares(amounts);
    if (!ratios) return ratios.error();
    return sum_of_squares(*ratios);
}

Result<Interval> herfindahl_bounds(std::span<const double> amounts, double residual)
{
    if (!legal(residual)) return Error{Errc::bad_value, "herfindahl_bounds: the residual is negative or not finite"};
    // Bad amounts are reported before missing ones, whatever the residual is.
    if (const auto named = shares(amounts); !named) return named.error();
    std::vector<double> all(amounts.begin(), amounts.end());
    all.push_back(residual);
    auto ratios = shares(all);
    if (!ratios) return ratios.error();
    const double residual_share = ratios->back();
    ratios->pop_back();
    const auto lower = sum_of_squares(*ratios);
    if (!lower) return lower.error();
    if (*lower == 0.0) return Error{Errc::no_data, "herfindahl_bounds: the named amounts vanish beside the residual"};
    return Interval{*lower, std::min(1.0, *lower + residual_share * residual_share)};
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

}  // namespace entangled::kernels
