#include "daemon/config/duration_text.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace entangled {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds{};
};

// From long to short; `ms` is told from `m` because the whole run of letters is compared.
constexpr std::array<Unit, 6> units{
    {{"w", 604'800'000}, {"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::int64_t longest = 36'525 * std::int64_t{86'400'000};

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

std::size_t leading_letters(std::string_view text) noexcept
{
    std::size_t end = 0;
    while (end < text.size() && !is_digit(text[end])) ++end;
    return end;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) noexcept
{
    if (text.empty()) return std::nullopt;
    std::int64_t total = 0;
    const auto* unit = units.begin();
    while (!text.empty()) {
        if (!is_digit(text.front())) return std::nullopt;
        std::int64_t count = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (error != std::errc{}) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const std::size_t length = leading_letters(text);
        while (unit != units.end() && unit->name != text.substr(0, length)) ++unit;
        if (unit == units.end() || count > (longest - total) / unit->milliseconds) return std::nullopt;
        total += count * unit->milliseconds;
        text.remove_prefix(length);
        ++unit;
    }
    return Duration{total};
}

}  // namespace entangled
