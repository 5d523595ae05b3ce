#include "indicators/kernels/change/kendall_tau.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/pair_counts.hpp"
#include "indicators/kernels/numbers/tails.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace entangled::kernels {
namespace {

/// Sums over groups of t equal values that the variance of S needs.
struct Ties {
    double pairs{};    ///< t(t-1)
    double triples{};  ///< t(t-1)(t-2)
    double weights{};  ///< t(t-1)(2t+5)
};

Ties ties_of(std::span<const double> values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    Ties ties;
    for (auto first = sorted.begin(); first != sorted.end();) {
        const auto last = std::upper_bound(first, sorted.end(), *first);
        const auto t = static_cast<double>(last - first);
        ties.pairs += t * (t - 1.0);
        ties.triples += t * (t - 1.0) * (t - 2.0);
        ties.weights += t * (t - 1.0) * (2.0 * t + 5.0);
        first = last;
    }
    return ties;
}

double variance_of_s(double n, const Ties& x, const Ties& y)
{
    const double pairs = n * (n - 1.0);
    double variance = (pairs * (2.0 * n + 5.0) - x.weights - y.weights) / 18.0 + x.pairs * y.pairs / (2.0 * pairs);
    if (n > 2.0) variance += x.triples * y.triples / (9.0 * pairs * (n - 2.0));
    return variance;
}

/// `y` in the order of x, of equal x in ascending order, so that no pair tied in x counts as falling.
std::vector<double> in_order_of(std::span<const double> x, std::span<const double> y, std::int64_t& tied_in_both)
{
    std::vector<std::pair<double, double>> points(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) points[i] = {x[i], y[i]};
    std::ranges::sort(points);
    std::int64_t run = 0;
    std::vector<double> ordered;
    for (std::size_t i = 0; i < points.size(); ++i) {
        run = i > 0 && points[i] == points[i - 1] ? run + 1 : 0;
        tied_in_both += run;
        ordered.push_back(points[i].second);
    }
    return ordered;
}

KendallTau from_counts(KendallTau counts, std::int64_t pairs, double variance)
{
    const auto free_x = static_cast<double>(pairs - counts.tied_x);
    const auto free_y = static_cast<double>(pairs - counts.tied_y);
    counts.s = counts.concordant - counts.discordant;
    counts.tau_a = static_cast<double>(counts.s) / static_cast<double>(pairs);
    counts.tau_b = std::clamp(static_cast<double>(counts.s) / (std::sqrt(free_x) * std::sqrt(free_y)), -1.0, 1.0);
    counts.variance = variance;
    counts.z = static_cast<double>(counts.s) / std::sqrt(variance);
    counts.p_asymptotic = normal_two_sided(counts.z);
    return counts;
}

Result<void> check(std::span<const double> x, std::span<const double> y)
{
    if (x.size() != y.size()) return Error{Errc::bad_value, "kendall_tau: the lists have different lengths"};
    if (!all_finite(x) || !all_finite(y)) return Error{Errc::bad_value, "kendall_tau: a value is not finite"};
    if (x.empty()) return Error{Errc::no_data, "kendall_tau: no points"};
    if (x.size() < 2) return Error{Errc::insufficient_points, "kendall_tau: one point, two are needed"};
    if (std::ranges::min(x) == std::ranges::max(x) || std::ranges::min(y) == std::ranges::max(y)) {
        return Error{Errc::not_identified, "kendall_tau: all values of a list are equal"};
    }
    return {};
}

}  // namespace

Result<KendallTau> kendall_tau(std::span<const double> x, std::span<const double> y)
{
    if (const auto legal = check(x, y); !legal) return legal.error();
    const auto n = static_cast<std::int64_t>(x.size());
    const Ties x_ties = ties_of(x);
    std::int64_t tied_in_both = 0;
    const PairCounts counts = PairCounter{}.count(in_order_of(x, y, tied_in_both));
    KendallTau tau;
    tau.tied_x = static_cast<std::int64_t>(x_ties.pairs / 2.0);
    tau.tied_y = counts.tied;
    tau.discordant = counts.falling;
    tau.concordant = counts.rising - (tau.tied_x - tied_in_both);
    return from_counts(tau, n * (n - 1) / 2, variance_of_s(static_cast<double>(n), x_ties, ties_of(y)));
}

Result<KendallTau> kendall_tau_in_time(std::span<const double> values)
{
    std::vector<double> times(values.size());
    std::iota(times.begin(), times.end(), 1.0);
    return kendall_tau(times, values);
}

}  // namespace entangled::kernels
