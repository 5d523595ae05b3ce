#include "indicators/kernels/trend/kendall_score.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/pair_counts.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

std::vector<std::size_t> tie_sizes(std::span<const double> values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    std::vector<std::size_t> sizes;
    for (auto first = sorted.begin(); first != sorted.end();) {
        const auto last = std::upper_bound(first, sorted.end(), *first);
        sizes.push_back(static_cast<std::size_t>(last - first));
        first = last;
    }
    return sizes;
}

double variance_of_s(std::size_t n, std::span<const std::size_t> ties)
{
    const auto term = [](std::size_t size) {
        const auto k = static_cast<double>(size);
        return k * (k - 1.0) * (2.0 * k + 5.0);
    };
    double sum = term(n);
    for (const std::size_t size : ties) sum -= term(size);
    return sum / 18.0;
}

}  // namespace

double continuity_corrected_z(std::int64_t s, double variance) noexcept
{
    if (s == 0 || !(variance > 0.0)) return 0.0;
    return static_cast<double>(s - (s > 0 ? 1 : -1)) / std::sqrt(variance) + 0.0;
}

Result<KendallScore> kendall_score(std::span<const double> values)
{
    if (!all_finite(values)) return Error{Errc::bad_value, "kendall_score: a value is not finite"};
    if (values.empty()) return Error{Errc::no_data, "kendall_score: no values"};
    if (values.size() < 2) return Error{Errc::insufficient_points, "kendall_score: one value, two are needed"};
    const PairCounts pairs = PairCounter{}.count(values);
    KendallScore score{pairs.rising - pairs.falling, 0.0, tie_sizes(values)};
    score.variance = variance_of_s(values.size(), score.ties);
    return score;
}

}  // namespace entangled::kernels
