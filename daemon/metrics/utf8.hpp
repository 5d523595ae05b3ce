#pragma once

#include <string>
#include <string_view>

namespace entangled {

/// Whether the bytes are well-formed UTF-8 (no overlong forms, surrogates or values beyond U+10FFFF).
[[nodiscard]] bool is_valid_utf8(std::string_view bytes) noexcept;

/// The bytes with each ill-formed sequence, cut where the Unicode standard cuts it, replaced by one U+FFFD.
[[nodiscard]] std::string replace_invalid_utf8(std::string_view bytes);

}  // namespace entangled
