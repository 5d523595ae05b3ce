#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace entangled {

/// A byte that has no place in a field.
struct BadByte {
    std::size_t position{};  ///< from 0
    bool control{};          ///< a control character; else not UTF-8 (RFC 3629)
};

/// The first byte of `text` that is not UTF-8 or is a control character other than tab, and in quoted fields other than
/// line ends; empty if all are fine.
[[nodiscard]] std::optional<BadByte> first_bad_byte(std::string_view text, bool quoted) noexcept;

}  // namespace entangled
