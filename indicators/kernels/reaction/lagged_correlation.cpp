#include "indicators/kernels/reaction/lagged_correlation.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/numbers/ranks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace entangled::kernels {
namespace {

using Series = std::vector<double>;

constexpr int most_lags = 1'000;
constexpr double steepest = 0.99;  // of the AR(1): a random walk has no level to come back to

/// Sum of a_t b_t around the common mean of ranks, exact: mid-ranks are multiples of 1/2.
double cross(const Series& a, const Series& b, double mean)
{
    double sum = 0.0;
    for (std::size_t t = 0; t < a.size(); ++t) sum += (a[t] - mean) * (b[t] - mean);
    return sum;
}

Result<double> rank_correlation(std::span<const double> x, std::span<const double> y)
{
    if (x.size() < 3) return Error{Errc::insufficient_points, "rank correlation: three pairs are needed"};
    const auto a = mid_ranks(x);
    if (!a) return a.error();
    const auto b = mid_ranks(y);
    if (!b) return b.error();
    const double mean = 0.5 * static_cast<double>(x.size() + 1);
    const double spread = std::sqrt(cross(*a, *a, mean)) * std::sqrt(cross(*b, *b, mean));
    if (spread == 0.0) return Error{Errc::not_identified, "rank correlation: one side of the pairs is constant"};
    return std::clamp(cross(*a, *b, mean) / spread, -1.0, 1.0);
}

Result<double> at_lag(std::span<const double> x, std::span<const double> y, int lag)
{
    const auto distance = static_cast<std::size_t>(std::abs(static_cast<long>(lag)));
    if (distance >= x.size()) return Error{Errc::insufficient_points, "rank correlation: the lag exceeds the series"};
    const std::size_t pairs = x.size() - distance;
    return lag >= 0 ? rank_correlation(x.first(pairs), y.last(pairs)) : rank_correlation(x.last(pairs), y.first(pairs));
}

std::size_t longest(const LagScanOptions& options)
{
    return static_cast<std::size_t>(
        std::max(std::abs(static_cast<long>(options.least_lag)), std::abs(static_cast<long>(options.most_lag))));
}

Result<bool> check_series(std::span<const double> x, std::span<const double> y)
{
    if (x.size() != y.size()) return Error{Errc::bad_value, "rank correlation: both series have one length"};
    if (!all_finite(x) || !all_finite(y)) return Error{Errc::bad_value, "rank correlation: a value is not finite"};
    if (x.empty()) return Error{Errc::no_data, "rank correlation: no values"};
    return true;
}

Result<bool> check(std::size_t n, const LagScanOptions& options)
{
    if (options.least_lag > options.most_lag ||
        static_cast<long>(options.most_lag) - static_cast<long>(options.least_lag) >= most_lags) {
        return Error{Errc::bad_value, "scan_lags: from the least lag to the most, at most 1,000"};
    }
    if (options.fewest_points < 4) return Error{Errc::bad_value, "scan_lags: less than four pairs are never enough"};
    if (options.block > n / 2) return Error{Errc::bad_value, "scan_lags: a block is at most half of the series"};
    const std::size_t lag = longest(options);
    if (lag >= n || n - lag < options.fewest_points) {
        return Error{Errc::insufficient_points, "scan_lags: too few pairs at the longest lag"};
    }
    if (options.baseline == SeriesBaseline::circular_shift && n < 2 * lag + 2) {
        return Error{Errc::insufficient_points, "scan_lags: no shift is longer than the lags"};
    }
    return true;
}

Series rotated(std::span<const double> y, std::size_t by)
{
    Series moved;
    moved.reserve(y.size());
    for (std::size_t t = 0; t < y.size(); ++t) moved.push_back(y[(t + by) % y.size()]);
    return moved;
}

Series in_blocks(std::span<const double> y, std::size_t block, std::uint64_t id)
{
    const std::size_t blocks = (y.size() + block - 1) / block;
    const Series ring = rotated(y, random_below(y.size(), id, blocks));
    Series moved;
    moved.reserve(y.size());
    for (const std::size_t b : random_order(blocks, id)) {
        for (std::size_t t = b * block; t < std::min(ring.size(), (b + 1) * block); ++t) moved.push_back(ring[t]);
    }
    return moved;
}

/// Lag-1 autocorrelation of the ranks, moved up by (1 + 3 phi)/n.
Result<double> persistence(std::span<const double> y)
{
    const auto ranks = mid_ranks(y);
    if (!ranks) return ranks.error();
    const double mean = 0.5 * static_cast<double>(y.size() + 1);
    double next = 0.0;
    for (std::size_t t = 1; t < y.size(); ++t) next += ((*ranks)[t] - mean) * ((*ranks)[t - 1] - mean);
    const double spread = cross(*ranks, *ranks, mean);
    if (spread == 0.0) return Error{Errc::not_identified, "scan_lags: a series is constant"};
    const double phi = next / spread;
    return std::clamp(phi + (1.0 + 3.0 * phi) / static_cast<double>(y.size()), -steepest, steepest);
}

Series autoregressive(std::size_t n, double phi, std::uint64_t id)
{
    Series made(n);
    fill_normals(id, 0, made);
    made.front() /= std::sqrt(1.0 - phi * phi);
    for (std::size_t t = 1; t < n; ++t) made[t] += phi * made[t - 1];
    return made;
}

/// Makes surrogates of y.
struct Chance {
    std::span<const double> y;
    SeriesBaseline baseline;
    std::size_t block;
    std::size_t lag;  ///< the longest
    bool each_once;   ///< draw d is shift d
    double phi;

    [[nodiscard]] Series draw(std::uint64_t number, std::uint64_t id) const
    {
        if (baseline == SeriesBaseline::autoregressive) return autoregressive(y.size(), phi, id);
        if (baseline == SeriesBaseline::permuted_blocks) return in_blocks(y, block, id);
        const std::size_t shifts = y.size() - 2 * lag - 1;
        const std::size_t shift = each_once ? static_cast<std::size_t>(number) : random_below(shifts, id, 0);
        return rotated(y, lag + 1 + shift);
    }
};

Result<Chance> chance_of(std::span<const double> y, const LagScanOptions& options, SurrogateDraws& draws)
{
    Chance chance{y, options.baseline, options.block, longest(options), false, 0.0};
    if (chance.block == 0) {
        chance.block = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(y.size()))));
    }
    if (options.baseline == SeriesBaseline::circular_shift) {
        // Drawing the few shifts there are again and again would make p smaller than they can bear.
        const std::size_t shifts = y.size() - 2 * chance.lag - 1;
        chance.each_once = draws.draws > 0 && shifts <= draws.draws;
        if (chance.each_once) draws.draws = shifts;
    }
    if (options.baseline == SeriesBaseline::autoregressive) {
        const auto phi = persistence(y);
        if (!phi) return phi.error();
        chance.phi = *phi;
    }
    return chance;
}

}  // namespace

Result<double> lagged_rank_correlation(std::span<const double> x, std::span<const double> y, int lag)
{
    const auto legal = check_series(x, y);
    if (!legal) return legal.error();
    return at_lag(x, y, lag);
}

Result<LagScan> scan_lags(std::span<const double> x, std::span<const double> y, const LagScanOptions& options)
{
    const auto legal = check_series(x, y);
    if (!legal) return legal.error();
    const auto enough = check(x.size(), options);
    if (!enough) return enough.error();
    LagScan scan;
    std::vector<double> sizes;
    for (int lag = options.least_lag; lag <= options.most_lag; ++lag) {
        const auto rho = at_lag(x, y, lag);
        if (!rho) return rho.error();
        scan.lags.push_back({.lag = lag, .pairs = x.size() - static_cast<std::size_t>(std::abs(lag)), .rho = *rho});
        sizes.push_back(std::abs(*rho));
    }
    SurrogateDraws draws = options.surrogates;
    const auto chance = chance_of(y, options, draws);
    if (!chance) return chance.error();
    const auto statistics = [&](std::uint64_t number, std::uint64_t id) {
        const Series other = chance->draw(number, id);
        std::vector<double> values;
        // A surrogate may be constant over the pairs of a lag: then it shows no correlation.
        for (const LagCorrelation& at : scan.lags) {
            const auto rho = at_lag(x, other, at.lag);
            values.push_back(rho ? std::abs(*rho) : 0.0);
        }
        return values;
    };
    const auto surrogates = surrogate_statistics(draws, scan.lags.size(), statistics);
    if (!surrogates) return surrogates.error();
    const auto p = surrogate_p(sizes, *surrogates, false);
    if (!p) return p.error();
    for (std::size_t i = 0; i < scan.lags.size(); ++i) {
        scan.lags[i].p = p->single[i];
        scan.lags[i].p_family = p->family[i];
    }
    scan.strongest = static_cast<std::size_t>(std::ranges::max_element(sizes) - sizes.begin());
    scan.draws = draws.draws;
    return scan;
}

}  // namespace entangled::kernels
