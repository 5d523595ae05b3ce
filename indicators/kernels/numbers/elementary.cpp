#include "indicators/kernels/numbers/elementary.hpp"

#include "indicators/kernels/numbers/wide_loops.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

namespace entangled::kernels {
namespace {

// Added and taken off again, it rounds to the nearest integer, which stands in the low bits meanwhile.
constexpr double round_shift = 0x1.8p52;
// ln 2 in two parts, the first with trailing zeros, so that a product with a small integer is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;
constexpr std::uint64_t bits_of_one = 0x3ff0000000000000U;
constexpr std::uint64_t bits_of_sqrt_half = 0x3fe6a09e667f3bcdU;

/// 1/1! ... as the coefficients of a Taylor series, highest first: exact enough because the argument is reduced.
inline double exp_of(double x)
{
    x = x < -708.0 ? -708.0 : x;
    x = x > 709.0 ? 709.0 : x;
    const double shifted = x * std::numbers::log2e + round_shift;
    const double n = shifted - round_shift;
    const double r = (x - n * ln2_high) - n * ln2_low;
    double p = 1.0 / 6227020800.0;
    p = p * r + 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(p) + (std::bit_cast<std::uint64_t>(shifted) << 52U));
}

/// log(2^k m) with m in [sqrt(1/2), sqrt(2)): log(1 + f) = 2 artanh(s), s = f/(2 + f), arranged to keep f exact.
inline double log_of(double x)
{
    const std::uint64_t shifted = std::bit_cast<std::uint64_t>(x) + (bits_of_one - bits_of_sqrt_half);
    const double k = std::bit_cast<double>((shifted >> 52U) | 0x4330000000000000U) - (0x1p52 + 1023.0);
    const double m = std::bit_cast<double>((shifted & 0x000fffffffffffffU) + bits_of_sqrt_half);
    const double f = m - 1.0;
    const double s = f / (2.0 + f);
    const double z = s * s;
    double p = 1.0 / 21.0;
    p = p * z + 1.0 / 19.0;
    p = p * z + 1.0 / 17.0;
    p = p * z + 1.0 / 15.0;
    p = p * z + 1.0 / 13.0;
    p = p * z + 1.0 / 11.0;
    p = p * z + 1.0 / 9.0;
    p = p * z + 1.0 / 7.0;
    p = p * z + 1.0 / 5.0;
    p = p * z + 1.0 / 3.0;
    const double half_square = 0.5 * f * f;
    return k * ln2_high + (f - (half_square - (s * (half_square + 2.0 * z * p) + k * ln2_low)));
}

/// sin(2 pi u) and cos(2 pi u): u is brought within 1/8 of a quarter turn, which then swaps and signs the two.
inline void box_muller(double& a, double& b)
{
    const double radius = std::sqrt(-2.0 * log_of(a));
    const double shifted = b * 4.0 + round_shift;
    const double t = (b - (shifted - round_shift) * 0.25) * (2.0 * std::numbers::pi);
    const double z = t * t;
    double s = -1.0 / 1307674368000.0;
    s = s * z + 1.0 / 6227020800.0;
    s = s * z - 1.0 / 39916800.0;
    s = s * z + 1.0 / 362880.0;
    s = s * z - 1.0 / 5040.0;
    s = s * z + 1.0 / 120.0;
    s = s * z - 1.0 / 6.0;
    s = s * z * t + t;
    double c = 1.0 / 20922789888000.0;
    c = c * z - 1.0 / 87178291200.0;
    c = c * z + 1.0 / 479001600.0;
    c = c * z - 1.0 / 3628800.0;
    c = c * z + 1.0 / 40320.0;
    c = c * z - 1.0 / 720.0;
    c = c * z + 1.0 / 24.0;
    c = c * z - 0.5;
    c = c * z + 1.0;
    const std::uint64_t quarter = std::bit_cast<std::uint64_t>(shifted);
    const std::uint64_t odd = std::uint64_t{0} - (quarter & 1U);
    const std::uint64_t sine = std::bit_cast<std::uint64_t>(s);
    const std::uint64_t cosine = std::bit_cast<std::uint64_t>(c);
    const std::uint64_t along = ((cosine & ~odd) | (sine & odd)) ^ (((quarter + 1U) & 2U) << 62U);
    const std::uint64_t across = ((sine & ~odd) | (cosine & odd)) ^ ((quarter & 2U) << 62U);
    a = radius * std::bit_cast<double>(along);
    b = radius * std::bit_cast<double>(across);
}

ENTANGLED_WIDE void exp_each(double* values, std::size_t n) noexcept
{
    for (std::size_t i = 0; i < n; ++i) values[i] = exp_of(values[i]);
}

ENTANGLED_WIDE void log_each(double* values, std::size_t n) noexcept
{
    for (std::size_t i = 0; i < n; ++i) values[i] = log_of(values[i]);
}

ENTANGLED_WIDE void box_muller_each(double* __restrict a, double* __restrict b, std::size_t n) noexcept
{
    for (std::size_t i = 0; i < n; ++i) box_muller(a[i], b[i]);
}

}  // namespace

void exp_all(std::span<double> values) noexcept { exp_each(values.data(), values.size()); }

void log_all(std::span<double> values) noexcept { log_each(values.data(), values.size()); }

void box_muller_all(std::span<double> a, std::span<double> b) noexcept
{
    box_muller_each(a.data(), b.data(), a.size());
}

}  // namespace entangled::kernels
