#pragma once

#include <cstdint>
#include <span>

namespace entangled::kernels {

/// Two uniforms in (0, 1) for each counter first + i, a[i] from words 0 and 1 and b[i] from words 2 and 3 of
/// Philox4x32-10 with key `id` and counter words (low, high, 1, 0): the numbers of the Random123 library, several
/// blocks at a time. The spans have one length. Salmon et al. (2011).
void fill_uniform_pairs(std::uint64_t id, std::uint64_t first, std::span<double> a, std::span<double> b) noexcept;

}  // namespace entangled::kernels
