#include "indicators/kernels/numbers/normal_draws.hpp"

#include "indicators/kernels/numbers/elementary.hpp"
#include "indicators/kernels/numbers/philox_lanes.hpp"

#include <Random123/philox.h>
#include <algorithm>
#include <array>
#include <cstddef>

namespace entangled::kernels {
namespace {

constexpr std::size_t pairs_at_once = 256;

/// Normals of the pairs first, first + 1, ...: even draws in `even`, odd ones in `odd`.
void fill_pairs(std::uint64_t id, std::uint64_t first, std::span<double> even, std::span<double> odd) noexcept
{
    fill_uniform_pairs(id, first, even, odd);
    box_muller_all(even, odd);
}

}  // namespace

void fill_normals(std::uint64_t id, std::uint64_t first, std::span<double> out) noexcept
{
    std::array<double, pairs_at_once> even{};
    std::array<double, pairs_at_once> odd{};
    std::size_t done = 0;
    while (done < out.size()) {
        const std::uint64_t draw = first + done;
        const bool starts_odd = (draw & 1U) != 0;
        const std::size_t wanted = (out.size() - done + (starts_odd ? 2U : 1U)) / 2U;
        const std::size_t pairs = std::min(pairs_at_once, wanted);
        fill_pairs(id, draw / 2U, std::span{even}.first(pairs), std::span{odd}.first(pairs));
        std::size_t pair = 0;
        if (starts_odd) out[done++] = odd[pair++];
        for (; pair < pairs && done + 1 < out.size(); ++pair) {
            out[done] = even[pair];
            out[done + 1] = odd[pair];
            done += 2;
        }
        if (pair < pairs && done < out.size()) out[done++] = even[pair];
    }
}

double normal(std::uint64_t id, std::uint64_t draw) noexcept
{
    double value = 0.0;
    fill_normals(id, draw, {&value, 1});
    return value;
}

std::uint64_t derived_id(std::uint64_t id, std::uint64_t part) noexcept
{
    const auto low = [](std::uint64_t value) { return static_cast<std::uint32_t>(value & 0xffffffffU); };
    const auto high = [](std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32U); };
    // Counter words 2 and 3 keep this apart from the numbers that are drawn under `id` itself.
    const r123::Philox4x32::ctr_type counter{{low(part), high(part), 0U, 1U}};
    const r123::Philox4x32::key_type key{{low(id), high(id)}};
    const auto words = r123::Philox4x32{}(counter, key);
    return (std::uint64_t{words[0]} << 32U) | words[1];
}

}  // namespace entangled::kernels
