#include "indicators/kernels/trend/kendall_null.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

namespace entangled::kernels {
namespace {

using Distribution = std::vector<double>;

Distribution convolve(const Distribution& left, const Distribution& right)
{
    Distribution product(left.size() + right.size() - 1, 0.0);
    for (std::size_t i = 0; i < left.size(); ++i) {
        for (std::size_t j = 0; j < right.size(); ++j) product[i + j] += left[i] * right[j];
    }
    return product;
}

/// Step of [n, k] = [n-1, k-1] + q^k [n-1, k], with each Gaussian binomial divided by its plain binomial. Only sums of
/// positive terms, so that the far tail keeps its relative precision.
Distribution gaussian_step(const Distribution& with, const Distribution& without, std::size_t n, std::size_t k)
{
    Distribution next(k * (n - k) + 1, 0.0);
    const double total = static_cast<double>(n);
    for (std::size_t i = 0; i < with.size(); ++i) next[i] += with[i] * (static_cast<double>(k) / total);
    for (std::size_t i = 0; i < without.size(); ++i) next[i + k] += without[i] * (static_cast<double>(n - k) / total);
    return next;
}

/// Inversions between `placed` items and a group of `tied` larger ones put among them at random.
Distribution insertion(std::size_t placed, std::size_t tied)
{
    std::vector<Distribution> row(tied + 1);
    row[0] = {1.0};
    for (std::size_t n = 1; n <= placed + tied; ++n) {
        for (std::size_t k = std::min(n, tied); k >= 1; --k) row[k] = gaussian_step(row[k - 1], row[k], n, k);
    }
    return row[tied];
}

}  // namespace

Result<std::vector<double>> inversion_distribution(std::span<const std::size_t> tie_sizes)
{
    if (tie_sizes.empty()) return Error{Errc::no_data, "inversion_distribution: no groups"};
    // The size of each group is bounded before they are added, so that the sum cannot wrap.
    const auto legal = [](std::size_t size) { return size >= 1 && size <= max_exact_points; };
    if (tie_sizes.size() > max_exact_points || !std::ranges::all_of(tie_sizes, legal) ||
        std::accumulate(tie_sizes.begin(), tie_sizes.end(), std::size_t{0}) > max_exact_points) {
        return Error{Errc::bad_value, "inversion_distribution: a group is empty or the groups are too large"};
    }
    // One order of groups, because another one rounds differently: a negated series has the same p to the bit.
    std::vector<std::size_t> sizes(tie_sizes.begin(), tie_sizes.end());
    std::ranges::sort(sizes, std::greater<>{});
    Distribution distribution{1.0};
    std::size_t placed = 0;
    for (const std::size_t size : sizes) {
        distribution = convolve(distribution, insertion(placed, size));
        placed += size;
    }
    return distribution;
}

}  // namespace entangled::kernels
