#include "daemon/feeds/wording.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <numeric>

namespace entangled {
namespace {

constexpr std::size_t longest_shown = 60;
// A longer text is no slip of the hand, and comparing it would only cost time.
constexpr std::size_t longest_name = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

// Levenshtein (1966), letter case ignored.
std::size_t edits_between(std::string_view a, std::string_view b)
{
    std::array<std::size_t, longest_name + 1> row{};
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string shown(std::string_view text)
{
    std::size_t length = std::min(text.size(), longest_shown);
    while (length > 0 && length < text.size() && continues_character(text[length])) --length;
    std::string out = "\"";
    for (const char c : text.substr(0, length)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20U || byte == 0x7fU) {
            out += fmt::format("\\x{:02x}", byte);
        } else {
            out += c;
        }
    }
    return out + (length < text.size() ? "...\"" : "\"");
}

std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& known)
{
    if (text.empty() || text.size() > longest_name) return {};
    std::string_view best;
    std::size_t fewest = text.size() <= 3 ? 2 : text.size() <= 7 ? 3 : 4;
    for (const std::string_view name : known) {
        if (name.size() > longest_name) continue;
        const std::size_t gap = std::max(name.size(), text.size()) - std::min(name.size(), text.size());
        if (gap >= fewest) continue;
        const std::size_t edits = edits_between(text, name);
        if (edits >= fewest || edits >= name.size()) continue;
        fewest = edits;
        best = name;
    }
    return best.empty() ? std::string{} : fmt::format("; did you mean \"{}\"?", best);
}

}  // namespace entangled
