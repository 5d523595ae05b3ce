#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace entangled {

/// A 64-bit FNV-1a digest (Fowler, Noll, Vo 1991) fed field by field. Equal inputs give equal digests on every machine.
class Digest {
  public:
    Digest& add(std::string_view text) noexcept
    {
        for (const char c : text) step(static_cast<unsigned char>(c));
        return add_separator();
    }
    Digest& add(std::uint64_t number) noexcept
    {
        for (int shift = 0; shift < 64; shift += 8) step(static_cast<unsigned char>((number >> shift) & 0xffU));
        return add_separator();
    }
    Digest& add(std::int64_t number) noexcept { return add(std::bit_cast<std::uint64_t>(number)); }
    Digest& add(double number) noexcept { return add(std::bit_cast<std::uint64_t>(number)); }
    [[nodiscard]] std::uint64_t value() const noexcept { return state_; }

  private:
    void step(unsigned char byte) noexcept { state_ = (state_ ^ byte) * 1099511628211ULL; }
    Digest& add_separator() noexcept
    {
        step(0xff);
        return *this;
    }
    std::uint64_t state_ = 14695981039346656037ULL;
};

}  // namespace entangled
