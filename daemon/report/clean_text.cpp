#include "daemon/report/clean_text.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdint>

namespace entangled::report {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr char32_t bad = 0xFFFFFFFF;

struct CodePoint {
    char32_t value{bad};
    std::size_t size{1};
};

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

std::size_t length_from(std::uint8_t lead)
{
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

// Overlong forms and surrogates are not valid, so that one character has one spelling.
bool is_canonical(char32_t value, std::size_t size)
{
    if (size == 3) return value >= 0x800 && (value < 0xD800 || value > 0xDFFF);
    return size != 4 || (value >= 0x10000 && value <= 0x10FFFF);
}

CodePoint code_point(std::string_view text, std::size_t at)
{
    const std::uint8_t lead = byte_at(text, at);
    const std::size_t size = length_from(lead);
    if (size == 1) return {lead, 1};
    if (size == 0 || at + size > text.size()) return {};
    char32_t value = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const std::uint8_t next = byte_at(text, at + i);
        if ((next & 0xC0U) != 0x80U) return {};
        value = (value << 6U) | (next & 0x3FU);
    }
    return is_canonical(value, size) ? CodePoint{value, size} : CodePoint{};
}

bool is_control(char32_t value)
{
    return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0x2028 || value == 0x2029;
}

bool reverses_direction(char32_t value)
{
    return (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069) || value == 0x200E ||
           value == 0x200F;
}

template <class Replace>
std::string rewritten(std::string_view text, Replace replace)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point(text, at);
        result += replace(point.value, text.substr(at, point.size));
        at += point.size;
    }
    return result;
}

std::string_view html_of(char c)
{
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\'': return "&#39;";
        default: return {};
    }
}

}  // namespace

std::string valid_utf8(std::string_view text)
{
    return rewritten(text, [](char32_t value, std::string_view bytes) { return value == bad ? replacement : bytes; });
}

std::string one_line(std::string_view text)
{
    return rewritten(text, [](char32_t value, std::string_view bytes) -> std::string_view {
        if (value == bad || reverses_direction(value)) return replacement;
        return is_control(value) ? std::string_view{" "} : bytes;
    });
}

std::string escape_html(std::string_view text)
{
    std::string result;
    for (const char c : one_line(text)) {
        const std::string_view reference = html_of(c);
        if (reference.empty()) {
            result += c;
        } else {
            result += reference;
        }
    }
    return result;
}

std::string json_string(std::string_view text) { return boost::json::serialize(boost::json::string(valid_utf8(text))); }

std::string csv_field(std::string_view text)
{
    const std::string valid = valid_utf8(text);
    if (valid.find_first_of(",\"\r\n") == std::string::npos) return valid;
    std::string field = "\"";
    for (const char c : valid) {
        if (c == '"') field += c;
        field += c;
    }
    return field + '"';
}

std::string escape_markdown(std::string_view text)
{
    std::string result;
    for (const char c : one_line(text)) {
        if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_' || c == '<' || c == '[') result += '\\';
        result += c;
    }
    return result;
}

std::size_t width_of(std::string_view text) noexcept
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace entangled::report
