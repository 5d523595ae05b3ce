#include "indicators/kernels/numbers/philox_lanes.hpp"

#include "indicators/kernels/numbers/wide_loops.hpp"

#include <bit>
#include <cstddef>

namespace entangled::kernels {
namespace {

constexpr std::uint64_t low_half = 0xffffffffU;

/// 52 random bits and a half: inside (0, 1), never 0 or 1.
inline double open_unit(std::uint64_t bits)
{
    return (std::bit_cast<double>((bits >> 12U) | 0x3ff0000000000000U) - 1.0) + 0x1p-53;
}

/// Each 32-bit word is kept in a 64-bit lane: that is what vector units can multiply.
ENTANGLED_WIDE void philox(std::uint64_t id, std::uint64_t first, double* __restrict a, double* __restrict b,
                           std::size_t n) noexcept
{
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint64_t counter = first + i;
        std::uint64_t word0 = counter & low_half;
        std::uint64_t word1 = counter >> 32U;
        std::uint64_t word2 = 1;
        std::uint64_t word3 = 0;
        std::uint64_t key0 = id & low_half;
        std::uint64_t key1 = id >> 32U;
        for (int round = 0; round < 10; ++round) {
            const std::uint64_t product0 = word0 * 0xD2511F53U;
            const std::uint64_t product1 = word2 * 0xCD9E8D57U;
            word0 = (product1 >> 32U) ^ word1 ^ key0;
            word2 = (product0 >> 32U) ^ word3 ^ key1;
            word1 = product1 & low_half;
            word3 = product0 & low_half;
            key0 = (key0 + 0x9E3779B9U) & low_half;
            key1 = (key1 + 0xBB67AE85U) & low_half;
        }
        a[i] = open_unit((word0 << 32U) | word1);
        b[i] = open_unit((word2 << 32U) | word3);
    }
}

}  // namespace

void fill_uniform_pairs(std::uint64_t id, std::uint64_t first, std::span<double> a, std::span<double> b) noexcept
{
    philox(id, first, a.data(), b.data(), a.size());
}

}  // namespace entangled::kernels
