#include "indicators/kernels/change/rolling_sums.hpp"

#include "indicators/kernels/numbers/wide_loops.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

constexpr double lost_share = 1e-3;

struct Sums {
    const double* __restrict sums;
    const double* __restrict squares;
    const double* __restrict products;
    std::size_t window;
    std::size_t windows;
    double limit;
};

// Loops over plain pointers: the compiler makes vector code of them.

ENTANGLED_WIDE bool variance_loop(const Sums& s, double* __restrict out)
{
    const auto* const sums = s.sums;
    const auto* const squares = s.squares;
    const std::size_t w = s.window;
    const double n = static_cast<double>(w);
    const double limit = s.limit;
    int lost = 0;
    for (std::size_t i = 0; i < s.windows; ++i) {
        const double sum = sums[i + w] - sums[i];
        const double about_mean = squares[i + w] - squares[i] - sum * sum / n;
        lost |= about_mean < limit ? 1 : 0;
        out[i] = about_mean / (n - 1.0);
    }
    return lost == 0;
}

ENTANGLED_WIDE bool pearson_loop(const Sums& s, double* __restrict out)
{
    const auto* const sums = s.sums;
    const auto* const squares = s.squares;
    const auto* const products = s.products;
    const std::size_t w = s.window;
    const double pairs = static_cast<double>(w - 1);
    const double limit = s.limit;
    int lost = 0;
    for (std::size_t i = 0; i < s.windows; ++i) {
        const double early = sums[i + w - 1] - sums[i];
        const double late = sums[i + w] - sums[i + 1];
        const double early_squares = squares[i + w - 1] - squares[i] - early * early / pairs;
        const double late_squares = squares[i + w] - squares[i + 1] - late * late / pairs;
        const double product = products[i + w] - products[i + 1] - early * late / pairs;
        lost |= early_squares < limit || late_squares < limit ? 1 : 0;
        out[i] = product / std::sqrt(early_squares * late_squares);
    }
    return lost == 0;
}

/// `of_all`: over the squares of all values of the window, otherwise of all but the last.
ENTANGLED_WIDE bool slope_loop(const Sums& s, double* __restrict out, bool of_all)
{
    const auto* const sums = s.sums;
    const auto* const squares = s.squares;
    const auto* const products = s.products;
    const std::size_t w = s.window;
    const double n = static_cast<double>(w);
    const double limit = s.limit;
    int lost = 0;
    for (std::size_t i = 0; i < s.windows; ++i) {
        const double mean = (sums[i + w] - sums[i]) / n;
        const double early = sums[i + w - 1] - sums[i];
        const double late = sums[i + w] - sums[i + 1];
        const double product = products[i + w] - products[i + 1] - mean * (early + late) + (n - 1.0) * mean * mean;
        const double all = squares[i + w] - squares[i] - n * mean * mean;
        const double before = squares[i + w - 1] - squares[i] - 2.0 * mean * early + (n - 1.0) * mean * mean;
        lost |= all < limit || before < limit ? 1 : 0;
        out[i] = product / (of_all ? all : before);
    }
    return lost == 0;
}

}  // namespace

void RollingSums::resize(std::size_t n)
{
    sums_.resize(n + 1);
    squares_.resize(n + 1);
    products_.resize(n + 1);
    sums_[0] = 0.0;
    squares_[0] = 0.0;
    products_[0] = 0.0;
}

void RollingSums::assign(std::span<const double> values)
{
    resize(values.size());
    double before = 0.0;
    for (std::size_t t = 0; t < values.size(); ++t) {
        const double value = values[t];
        sums_[t + 1] = sums_[t] + value;
        squares_[t + 1] = squares_[t] + value * value;
        products_[t + 1] = products_[t] + value * before;
        before = value;
    }
}

void RollingSums::assign_ar1(std::span<double> shocks, double phi)
{
    resize(shocks.size());
    if (shocks.empty()) return;
    shocks[0] /= std::sqrt((1.0 - phi) * (1.0 + phi));
    double before = 0.0;
    double sum = 0.0;
    double square = 0.0;
    double product = 0.0;
    for (std::size_t t = 0; t < shocks.size(); ++t) {
        // Without the term for the first value: 0 times anything finite.
        const double value = phi * before + shocks[t];
        sum += value;
        square += value * value;
        product += value * before;
        shocks[t] = value;
        sums_[t + 1] = sum;
        squares_[t + 1] = square;
        products_[t + 1] = product;
        before = value;
    }
}

bool RollingSums::lost(std::size_t first, std::size_t window) const noexcept
{
    const double limit = lost_share * squares_.back();
    const auto about_mean = [&](std::size_t from, std::size_t to) {
        const double sum = sums_[to] - sums_[from];
        return squares_[to] - squares_[from] - sum * sum / static_cast<double>(to - from);
    };
    if (window < 3) return !(about_mean(first, first + window) >= limit);
    return !(about_mean(first, first + window - 1) >= limit && about_mean(first + 1, first + window) >= limit);
}

bool RollingSums::variance(std::size_t window, std::span<double> out) const
{
    return variance_loop(
        {sums_.data(), squares_.data(), products_.data(), window, sums_.size() - window, lost_share * squares_.back()},
        out.data());
}

bool RollingSums::ac1_pearson(std::size_t window, std::span<double> out) const
{
    return pearson_loop(
        {sums_.data(), squares_.data(), products_.data(), window, sums_.size() - window, lost_share * squares_.back()},
        out.data());
}

bool RollingSums::acf1(std::size_t window, std::span<double> out) const
{
    return slope_loop(
        {sums_.data(), squares_.data(), products_.data(), window, sums_.size() - window, lost_share * squares_.back()},
        out.data(), true);
}

bool RollingSums::ar1_ols(std::size_t window, std::span<double> out) const
{
    return slope_loop(
        {sums_.data(), squares_.data(), products_.data(), window, sums_.size() - window, lost_share * squares_.back()},
        out.data(), false);
}

}  // namespace entangled::kernels
