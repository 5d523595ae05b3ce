#include "indicators/kernels/numbers/draws.hpp"

#include <Random123/philox.h>
#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

std::uint32_t low_word(std::uint64_t value) { return static_cast<std::uint32_t>(value & 0xffffffffU); }

std::uint32_t high_word(std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32U); }

}  // namespace

double uniform(std::uint64_t id, std::uint64_t draw) noexcept
{
    const r123::Philox4x32::ctr_type counter{{low_word(draw), high_word(draw), 0U, 0U}};
    const r123::Philox4x32::key_type key{{low_word(id), high_word(id)}};
    const auto words = r123::Philox4x32{}(counter, key);
    const std::uint64_t bits = (std::uint64_t{words[0]} << 32U) | words[1];
    // 52 bits and a half, not 53: one more would round the largest to 1.
    return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

Result<double> uniform_in(Interval range, std::uint64_t id, std::uint64_t draw)
{
    if (!std::isfinite(range.lower) || !std::isfinite(range.upper) || range.lower > range.upper) {
        return Error{Errc::bad_value, "uniform_in: the ends are finite and in order"};
    }
    const double u = uniform(id, draw);
    // Not lower + u * width: the width of a finite range may overflow.
    return std::clamp((1.0 - u) * range.lower + u * range.upper, range.lower, range.upper);
}

}  // namespace entangled::kernels
