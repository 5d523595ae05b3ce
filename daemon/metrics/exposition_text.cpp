#include "daemon/metrics/exposition_text.hpp"

#include "daemon/metrics/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace entangled {
namespace {

constexpr double exact_integers = 9007199254740992.0;  // 2^53
constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Bytes that stand for themselves in any text, by their value; a table because every byte of a page is asked for.
constexpr std::array<bool, 256> plain_bytes = [] {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

bool is_plain(char c) noexcept { return plain_bytes[static_cast<std::uint8_t>(c)]; }

void append_escaped(std::string& out, char c, bool escape_quotes)
{
    const auto byte = static_cast<std::uint8_t>(c);
    if (c == '\\') {
        out += "\\\\";
    } else if (c == '\n') {
        out += "\\n";
    } else if (c == '"' && escape_quotes) {
        out += "\\\"";
    } else if (byte < 0x20 && c != '\t') {
        out += replacement;
    } else {
        out += c;
    }
}

void append_text(std::string& out, std::string_view text, bool escape_quotes)
{
    if (std::all_of(text.begin(), text.end(), is_plain)) {
        out += text;
        return;
    }
    const std::string repaired = is_valid_utf8(text) ? std::string{} : replace_invalid_utf8(text);
    for (const char c : repaired.empty() ? text : std::string_view{repaired}) append_escaped(out, c, escape_quotes);
}

bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

}  // namespace

void append_number(std::string& out, double value)
{
    if (!std::isfinite(value)) {
        out += std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        return;
    }
    std::array<char, 32> digits{};
    if (value > -exact_integers && value < exact_integers) {
        const auto whole = static_cast<std::int64_t>(value);
        if (static_cast<double>(whole) == value) {
            out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), whole).ptr);
            return;
        }
    }
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

void append_bound(std::string& out, double bound)
{
    std::string digits;
    const bool is_short = bound >= 1e-6 && bound < 1e15;
    if (is_short) {
        std::array<char, 64> buffer{};
        digits.assign(buffer.data(),
                      std::to_chars(buffer.data(), buffer.data() + buffer.size(), bound, std::chars_format::fixed).ptr);
    } else {
        append_number(digits, bound);
    }
    out += digits;
    if (digits.find_first_of(".eI") == std::string::npos) out += ".0";
}

void append_label_value(std::string& out, std::string_view value) { append_text(out, value, true); }

void append_help(std::string& out, std::string_view help, bool escape_quotes) { append_text(out, help, escape_quotes); }

bool is_metric_name(std::string_view name) noexcept
{
    return !name.empty() && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

bool is_label_name(std::string_view name) noexcept { return is_metric_name(name) && !name.starts_with("__"); }

}  // namespace entangled
