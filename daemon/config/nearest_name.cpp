#include "daemon/config/nearest_name.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <numeric>

namespace entangled {
namespace {

// Names are identifiers; anything longer is not a slip of the hand and would only cost time.
constexpr std::size_t longest_name = 64;

std::string lower_case(std::string_view text)
{
    std::string lower;
    for (const char c : text) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower;
}

// Optimal string alignment distance: Damerau-Levenshtein in which no part is edited twice.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

std::size_t allowed_distance(std::size_t length)
{
    if (length <= 3) return 1;
    return length <= 7 ? 2 : 3;
}

// A name cut short or drawn out is as near as the farthest that is still near.
std::size_t nearness(std::string_view name, std::string_view candidate)
{
    constexpr std::size_t shortest_stem = 3;
    const std::size_t d = distance(name, candidate);
    const bool same_stem = name.starts_with(candidate) || candidate.starts_with(name);
    const bool long_stem = std::min(name.size(), candidate.size()) >= shortest_stem;
    return same_stem && long_stem ? std::min(d, allowed_distance(name.size())) : d;
}

}  // namespace

std::optional<std::string_view> nearest_name(std::string_view name, std::span<const std::string_view> known)
{
    if (name.empty() || name.size() > longest_name) return std::nullopt;
    const std::string wanted = lower_case(name);
    std::optional<std::string_view> nearest;
    std::size_t best = allowed_distance(name.size()) + 1;
    for (const std::string_view candidate : known) {
        if (candidate.size() > longest_name) continue;
        const std::size_t d = nearness(wanted, lower_case(candidate));
        if (d >= best || d >= candidate.size()) continue;
        best = d;
        nearest = candidate;
    }
    return nearest;
}

std::string near_name_hint(std::string_view name, std::span<const std::string_view> known)
{
    const auto nearest = nearest_name(name, known);
    return nearest ? fmt::format("; did you mean '{}'?", *nearest) : std::string{};
}

std::string name_hint(std::string_view name, std::span<const std::string_view> known)
{
    constexpr std::size_t most_listed = 16;
    const std::string hint = near_name_hint(name, known);
    if (!hint.empty() || known.empty() || known.size() > most_listed) return hint;
    return fmt::format("; known are {}", fmt::join(known, ", "));
}

}  // namespace entangled
