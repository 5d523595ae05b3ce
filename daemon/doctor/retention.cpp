#include "daemon/doctor/retention.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>

namespace entangled::doctor {
namespace {

struct Unit {
    std::string_view name;
    Duration length;
};
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
constexpr std::array<Unit, 7> units{{{"y", days{365}},
                                     {"w", days{7}},
                                     {"d", days{1}},
                                     {"h", hours{1}},
                                     {"ms", Duration{1}},
                                     {"m", minutes{1}},
                                     {"s", seconds{1}}}};
constexpr Duration longest = days{365} * 1000;

}  // namespace

std::optional<Duration> read_prometheus_duration(std::string_view text) noexcept
{
    if (text.empty()) return std::nullopt;
    Duration sum{};
    while (!text.empty()) {
        std::uint32_t count{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (error != std::errc{}) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const Unit* unit = nullptr;
        for (const Unit& one : units) {
            if (unit == nullptr && text.starts_with(one.name)) unit = &one;
        }
        if (unit == nullptr || count > longest / unit->length) return std::nullopt;
        sum += count * unit->length;
        text.remove_prefix(unit->name.size());
    }
    return sum;
}

std::optional<Retention> read_retention(std::string_view text)
{
    if (text.empty()) return std::nullopt;
    Retention retention{std::string{text}, read_prometheus_duration(text.substr(0, text.find(' ')))};
    if (!retention.time && text.find_first_of("Bb") == std::string_view::npos) return std::nullopt;
    return retention;
}

}  // namespace entangled::doctor
