#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace entangled {

struct TextPosition {
    std::size_t offset{};  ///< in bytes
    std::uint32_t line{1};
    std::uint32_t column{1};  ///< in characters
};

/// Where a TOML text first nests more than 16 brackets or dotted parts of a key; empty if nowhere. Looks at the text
/// before the parser does, which recurses without limit over dotted keys.
[[nodiscard]] std::optional<TextPosition> nested_too_deep(std::string_view text) noexcept;

}  // namespace entangled
