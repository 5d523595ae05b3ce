#include "indicators/kernels/numbers/quantile.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace entangled::kernels {
namespace {

/// Symmetric under exchange of the ends with `weight` 0.5, and never outside them.
double between(double near, double far, double weight)
{
    // Not near + weight * (far - near): the difference of two finite values may overflow.
    const double mixed = (1.0 - weight) * near + weight * far;
    return std::clamp(mixed, std::min(near, far), std::max(near, far));
}

/// Rank, counted from the nearer end, of the point with probability `tail` <= 0.5 beyond it.
double rank(std::size_t size, double tail)
{
    const double steps = static_cast<double>(size - 1);
    const double exact = steps * tail;
    // 1 - 0.9 is not 0.1: without this the first decile of eleven values would not be one of them.
    const double nearest = std::round(exact);
    const double slack = static_cast<double>(size) * std::numeric_limits<double>::epsilon();
    return std::abs(exact - nearest) <= slack ? nearest : exact;
}

/// Where a quantile stands among n sorted values, counted from the nearer end so that it can be mirrored exactly.
struct Place {
    bool from_top{};
    std::size_t index{};
    double weight{};  ///< of the next value further from that end

    Place(std::size_t n, double p) : from_top{p > 0.5}
    {
        // Both tails count from their own end with the same `tail`: below 0.5 it is rounded as 1 - p rounds for the
        // mirrored caller, above 0.5 the difference is exact.
        const double tail = from_top ? 1.0 - p : 1.0 - (1.0 - p);
        const double position = rank(n, tail);
        index = static_cast<std::size_t>(position);
        weight = position - static_cast<double>(index);
    }

    [[nodiscard]] std::size_t near(std::size_t n) const { return from_top ? n - 1 - index : index; }
    [[nodiscard]] std::size_t far(std::size_t n) const
    {
        if (weight == 0.0) return near(n);
        return from_top ? n - 2 - index : index + 1;
    }

    /// `sorted` need be so at `near` and `far` only.
    [[nodiscard]] double value(std::span<const double> sorted) const
    {
        const double first = sorted[near(sorted.size())];
        const double found = weight == 0.0 ? first : between(first, sorted[far(sorted.size())], weight);
        // Which of two equal zeros is met depends on the order of the input; the sum leaves only +0.
        return found + 0.0;
    }
};

std::optional<Error> illegal(std::span<const double> values, std::span<const double> probabilities)
{
    if (values.empty()) return Error{Errc::no_data, "quantile: no values"};
    if (!all_finite(values)) return Error{Errc::bad_value, "quantile: a value is not finite"};
    if (!all_ratios(probabilities)) return Error{Errc::bad_value, "quantile: p is outside [0, 1]"};
    return std::nullopt;
}

}  // namespace

Result<double> quantile(std::span<const double> values, double p)
{
    if (const auto error = illegal(values, {&p, 1})) return *error;
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    return Place{sorted.size(), p}.value(sorted);
}

Result<std::vector<double>> quantiles_by_selection(std::span<double> values, std::span<const double> probabilities)
{
    if (const auto error = illegal(values, probabilities)) return *error;
    std::vector<Place> places;
    std::vector<std::size_t> ranks;
    for (const double p : probabilities) {
        places.emplace_back(values.size(), p);
        ranks.push_back(places.back().near(values.size()));
        ranks.push_back(places.back().far(values.size()));
    }
    std::ranges::sort(ranks);
    // Each selection leaves what is below its rank alone: starting again inside would move ranks already found.
    auto from = values.begin();
    for (const std::size_t found : ranks) {
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(found);
        if (at < from) continue;
        std::nth_element(from, at, values.end());
        from = at + 1;
    }
    std::vector<double> quantiles;
    for (const Place& place : places) quantiles.push_back(place.value(values));
    return quantiles;
}

Result<double> median(std::span<const double> values) { return quantile(values, 0.5); }

}  // namespace entangled::kernels
