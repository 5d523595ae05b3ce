#include "daemon/feeds/text_bytes.hpp"

namespace entangled {
namespace {

bool allowed_control(unsigned char byte, bool quoted)
{
    return byte == '\t' || (quoted && (byte == '\n' || byte == '\r'));
}

// Length of the character at the front of `text`, 0 if there is none: no overlong forms, surrogates or code points
// above U+10FFFF (RFC 3629, section 4).
std::size_t character_length(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead >= 0xf0U ? 4 : lead >= 0xe0U ? 3 : 2;
    if (lead < 0xc2U || lead > 0xf4U || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80U) return 0;
    }
    if ((lead == 0xe0U && byte(1) < 0xa0U) || (lead == 0xedU && byte(1) > 0x9fU)) return 0;
    if ((lead == 0xf0U && byte(1) < 0x90U) || (lead == 0xf4U && byte(1) > 0x8fU)) return 0;
    return length;
}

}  // namespace

std::optional<BadByte> first_bad_byte(std::string_view text, bool quoted) noexcept
{
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x80U) {
            const std::size_t length = character_length(text.substr(i));
            if (length == 0) return BadByte{i, false};
            i += length;
            continue;
        }
        if ((byte < 0x20U && !allowed_control(byte, quoted)) || byte == 0x7fU) return BadByte{i, true};
        ++i;
    }
    return std::nullopt;
}

}  // namespace entangled
