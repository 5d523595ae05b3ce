#include "daemon/metrics/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace entangled {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::uint8_t byte_at(std::string_view bytes, std::size_t position) noexcept
{
    return static_cast<std::uint8_t>(bytes[position]);
}

/// What a lead byte asks for: bytes that follow and the range of the first of them (Unicode 15, table 3-7).
struct Lead {
    std::size_t following{};
    std::uint8_t lowest{0x80};
    std::uint8_t highest{0xBF};
    bool legal{true};
};

Lead lead_of(std::uint8_t byte) noexcept
{
    if (byte < 0x80) return {};
    if (byte < 0xC2 || byte > 0xF4) return {.legal = false};
    if (byte < 0xE0) return {.following = 1};
    if (byte < 0xF0) {
        if (byte == 0xE0) return {.following = 2, .lowest = 0xA0};
        if (byte == 0xED) return {.following = 2, .highest = 0x9F};
        return {.following = 2};
    }
    if (byte == 0xF0) return {.following = 3, .lowest = 0x90};
    if (byte == 0xF4) return {.following = 3, .highest = 0x8F};
    return {.following = 3};
}

/// One character, or the longest start of one that cannot be completed.
struct Piece {
    std::size_t size{1};
    bool valid{};
};

Piece piece_at(std::string_view bytes, std::size_t position) noexcept
{
    const Lead lead = lead_of(byte_at(bytes, position));
    if (!lead.legal) return {};
    std::size_t size = 1;
    while (size <= lead.following && position + size < bytes.size()) {
        const std::uint8_t byte = byte_at(bytes, position + size);
        const std::uint8_t lowest = size == 1 ? lead.lowest : std::uint8_t{0x80};
        const std::uint8_t highest = size == 1 ? lead.highest : std::uint8_t{0xBF};
        if (byte < lowest || byte > highest) break;
        ++size;
    }
    return {size, size == lead.following + 1};
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) noexcept
{
    for (std::size_t position = 0; position < bytes.size();) {
        const Piece piece = piece_at(bytes, position);
        if (!piece.valid) return false;
        position += piece.size;
    }
    return true;
}

std::string replace_invalid_utf8(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t position = 0; position < bytes.size();) {
        const Piece piece = piece_at(bytes, position);
        out += piece.valid ? bytes.substr(position, piece.size) : replacement;
        position += piece.size;
    }
    return out;
}

}  // namespace entangled
