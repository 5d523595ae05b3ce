#include "indicators/kernels/numbers/pair_counts.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/wide_loops.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

namespace entangled::kernels {
namespace {

constexpr std::size_t digit_bits = 11;
constexpr std::size_t buckets = std::size_t{1} << digit_bits;
constexpr double last_cell = static_cast<double>(buckets * buckets - 1);
constexpr std::size_t lanes = 16;
constexpr std::size_t word_bits = 64;
/// Positions that two levels of sixteen counters over words of 64 bits can hold.
constexpr std::size_t most_positions = lanes * lanes * word_bits;

using Lanes = std::array<std::uint16_t, lanes>;
using Histogram = std::array<std::uint32_t, buckets>;

/// Row k adds 1 to each counter below k.
constexpr std::array<Lanes, lanes> make_below()
{
    std::array<Lanes, lanes> rows{};
    for (std::size_t k = 0; k < lanes; ++k) {
        for (std::size_t lane = 0; lane < k; ++lane) rows[k][lane] = 1;
    }
    return rows;
}

constexpr std::array<Lanes, lanes> below = make_below();

/// Inversions of a permutation of fewer than `most_positions` numbers: each asks how many of those before it are
/// larger. Counters tell how many stand beyond each word and beyond each group of words, bits tell the rest.
ENTANGLED_WIDE std::uint64_t inversions(const std::uint32_t* order, std::size_t n)
{
    alignas(32) Lanes beyond_group{};
    alignas(32) std::array<Lanes, lanes> beyond_word{};
    std::array<std::uint64_t, lanes * lanes> seen{};
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t position = order[i];
        const std::size_t word = position / word_bits;
        const std::size_t group = word / lanes;
        const std::size_t member = word % lanes;
        const std::uint32_t bit = position % word_bits;
        total += static_cast<std::uint64_t>(beyond_group[group]) + beyond_word[group][member] +
                 static_cast<std::uint64_t>(std::popcount(seen[word] >> bit));
        seen[word] |= std::uint64_t{1} << bit;
        for (std::size_t k = 0; k < lanes; ++k) {
            beyond_group[k] = static_cast<std::uint16_t>(beyond_group[k] + below[group][k]);
        }
        for (std::size_t k = 0; k < lanes; ++k) {
            beyond_word[group][k] = static_cast<std::uint16_t>(beyond_word[group][k] + below[member][k]);
        }
    }
    return total;
}

/// Inversions of any permutation by bottom-up merging; sorts `order`.
std::uint64_t inversions_by_merging(std::span<std::uint32_t> order, std::span<std::uint32_t> spare)
{
    std::uint64_t total = 0;
    for (std::size_t width = 1; width < order.size(); width *= 2) {
        for (std::size_t low = 0; low + width < order.size(); low += 2 * width) {
            const std::size_t middle = low + width;
            const std::size_t high = std::min(middle + width, order.size());
            std::size_t left = low;
            std::size_t right = middle;
            std::size_t out = low;
            while (left < middle && right < high) {
                if (order[left] <= order[right]) {
                    spare[out++] = order[left++];
                } else {
                    total += middle - left;
                    spare[out++] = order[right++];
                }
            }
            std::copy(order.begin() + static_cast<std::ptrdiff_t>(left),
                      order.begin() + static_cast<std::ptrdiff_t>(middle),
                      spare.begin() + static_cast<std::ptrdiff_t>(out));
            out += middle - left;
            std::copy_n(spare.begin() + static_cast<std::ptrdiff_t>(low), out - low,
                        order.begin() + static_cast<std::ptrdiff_t>(low));
        }
    }
    return total;
}

void scatter(std::span<const std::uint64_t> from, std::span<std::uint64_t> to, Histogram& counts, std::size_t shift)
{
    std::uint32_t first = 0;
    for (std::uint32_t& count : counts) first += std::exchange(count, first);
    for (const std::uint64_t item : from) to[counts[(item >> shift) % buckets]++] = item;
}

ENTANGLED_WIDE void fill_cells(const double* values, std::size_t n, double lowest, double scale, std::uint64_t* items)
{
    for (std::size_t i = 0; i < n; ++i) {
        const auto cell = static_cast<std::uint32_t>(static_cast<std::int32_t>((values[i] - lowest) * scale));
        items[i] = (std::uint64_t{cell} << 32U) | i;
    }
}

struct Range {
    double lowest;
    double highest;
};

/// Several lanes at once, which the compiler makes one vector of.
ENTANGLED_WIDE Range range_of(const double* values, std::size_t n)
{
    constexpr std::size_t at_once = 8;
    std::array<double, at_once> lowest{};
    std::array<double, at_once> highest{};
    lowest.fill(values[0]);
    highest.fill(values[0]);
    std::size_t i = 0;
    for (; i + at_once <= n; i += at_once) {
        for (std::size_t lane = 0; lane < at_once; ++lane) {
            const double value = values[i + lane];
            lowest[lane] = value < lowest[lane] ? value : lowest[lane];
            highest[lane] = value > highest[lane] ? value : highest[lane];
        }
    }
    for (; i < n; ++i) {
        lowest[0] = std::min(lowest[0], values[i]);
        highest[0] = std::max(highest[0], values[i]);
    }
    return {*std::ranges::min_element(lowest), *std::ranges::max_element(highest)};
}

}  // namespace

/// Sorts by cells of equal width first. False if the values do not spread over their range.
bool PairCounter::radix_sort(std::span<const double> values)
{
    const std::size_t n = values.size();
    const auto [lowest, highest] = range_of(values.data(), n);
    const double scale = last_cell / (highest - lowest);
    // Subtraction, product and truncation are each monotone: equal values share a cell, larger ones have none below.
    if (!std::isfinite(scale) || !(scale > 0.0) || !std::isfinite(highest - lowest)) return false;
    items_.resize(n);
    spare_.resize(n);
    fill_cells(values.data(), n, lowest, scale, items_.data());
    Histogram low{};
    Histogram high{};
    for (const std::uint64_t item : items_) {
        ++low[(item >> 32U) % buckets];
        ++high[(item >> (32U + digit_bits)) % buckets];
    }
    scatter(items_, spare_, low, 32U);
    scatter(spare_, items_, high, 32U + digit_bits);
    return settle(values);
}

/// Insertion within the cells, stable; false once it costs more than a sort by comparison.
bool PairCounter::settle(std::span<const double> values)
{
    const std::size_t n = values.size();
    std::size_t moves = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto index = static_cast<std::uint32_t>(items_[i]);
        const double value = values[index];
        std::size_t place = i;
        for (; place > 0 && sorted_[place - 1] > value; --place) {
            sorted_[place] = sorted_[place - 1];
            order_[place] = order_[place - 1];
            if (++moves > 8 * n) return false;
        }
        sorted_[place] = value;
        order_[place] = index;
    }
    return true;
}

void PairCounter::comparison_sort(std::span<const double> values)
{
    std::iota(order_.begin(), order_.end(), 0U);
    std::ranges::stable_sort(order_, {}, [&](std::uint32_t i) { return values[i]; });
    std::ranges::transform(order_, sorted_.begin(), [&](std::uint32_t i) { return values[i]; });
}

PairCounts PairCounter::count(std::span<const double> values)
{
    const std::size_t n = values.size();
    if (n < 2) return {};
    order_.resize(n);
    sorted_.resize(n);
    if (!radix_sort(values)) comparison_sort(values);
    PairCounts counts;
    for (std::size_t first = 0; first < n;) {
        std::size_t last = first + 1;
        while (last < n && sorted_[last] == sorted_[first]) ++last;
        counts.tied += static_cast<std::int64_t>((last - first) * (last - first - 1) / 2);
        first = last;
    }
    if (n <= most_positions) {
        counts.falling = static_cast<std::int64_t>(inversions(order_.data(), n));
    } else {
        merged_.resize(n);
        counts.falling = static_cast<std::int64_t>(inversions_by_merging(order_, merged_));
    }
    counts.rising = static_cast<std::int64_t>(n * (n - 1) / 2) - counts.tied - counts.falling;
    return counts;
}

Result<PairCounts> count_pairs(std::span<const double> values)
{
    if (!all_finite(values)) return Error{Errc::bad_value, "count_pairs: a value is not finite"};
    return PairCounter{}.count(values);
}

}  // namespace entangled::kernels
