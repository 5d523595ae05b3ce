#pragma once

#include <cstdint>
#include <span>

namespace entangled::kernels {

/// out[i] = draw number `first` + i of the stream `id` of standard normals: |value| < 8.7, a function of (id, number)
/// alone, so that any split into calls or threads gives the same bytes. Independent of `uniform(id, ...)`.
/// Philox4x32-10 (Salmon et al. 2011), two draws a block by Box and Muller (1958).
void fill_normals(std::uint64_t id, std::uint64_t first, std::span<double> out) noexcept;

/// One draw of `fill_normals`.
[[nodiscard]] double normal(std::uint64_t id, std::uint64_t draw) noexcept;

/// A stream id of its own for part `part` of stream `id`: well mixed, so that neighbouring ids share no stream.
[[nodiscard]] std::uint64_t derived_id(std::uint64_t id, std::uint64_t part) noexcept;

}  // namespace entangled::kernels
