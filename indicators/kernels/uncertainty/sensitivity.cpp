#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"
#include "indicators/kernels/uncertainty/composite_draws.hpp"

#include <algorithm>
#include <utility>

namespace entangled::kernels {

Result<double> first_order_sensitivity(std::span<const double> x, std::span<const double> y, std::size_t bins)
{
    if (x.empty() && y.empty()) return Error{Errc::no_data, "first_order_sensitivity: no values"};
    if (x.size() != y.size() || !all_finite(x) || !all_finite(y) || bins < 2 || bins > 10'000'000) {
        return Error{Errc::bad_value, "first_order_sensitivity: an argument is outside its range"};
    }
    if (x.size() < 2 * bins) return Error{Errc::insufficient_points, "first_order_sensitivity: too few for the bins"};
    const auto total = ordered_sum({y.begin(), y.end()});
    if (!total) return total.error();
    const double n = static_cast<double>(y.size());
    const double mean = *total / n;
    std::vector<std::pair<double, double>> sorted;
    for (std::size_t i = 0; i < x.size(); ++i) sorted.emplace_back(x[i], y[i] - mean);
    std::ranges::sort(sorted);
    std::vector<double> squares;
    for (const auto& point : sorted) squares.push_back(point.second * point.second);
    std::vector<double> between;
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const std::size_t first = bin * sorted.size() / bins;
        const std::size_t last = (bin + 1) * sorted.size() / bins;
        double sum = 0.0;
        for (std::size_t i = first; i < last; ++i) sum += sorted[i].second;
        between.push_back(sum * (sum / static_cast<double>(last - first)));
    }
    const auto whole = ordered_sum(std::move(squares));
    if (!whole) return whole.error();
    const auto explained = ordered_sum(std::move(between));
    if (!explained) return explained.error();
    if (*whole == 0.0 || std::ranges::min(y) == std::ranges::max(y)) {
        return Error{Errc::not_identified, "first_order_sensitivity: y does not vary"};
    }
    return std::clamp(*explained / *whole, 0.0, 1.0);
}

}  // namespace entangled::kernels
