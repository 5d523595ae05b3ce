#include "indicators/core/time.hpp"

#include <fmt/format.h>
#include <charconv>

namespace entangled {
namespace {

template <class Number>
bool digits(std::string_view text, Number& number) noexcept
{
    for (const char c : text) {
        if (c < '0' || c > '9') return false;
    }
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) noexcept
{
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    if (!digits(text.substr(0, 4), year) || !digits(text.substr(5, 2), month) || !digits(text.substr(8, 2), day)) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return Date{date};
}

std::string format_date(Date date)
{
    const std::chrono::year_month_day day{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string format_date(Timestamp time) { return format_date(std::chrono::floor<std::chrono::days>(time)); }

std::string format_time(Timestamp time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - day)};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", format_date(Date{day}), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

double unix_seconds(Timestamp time) noexcept { return static_cast<double>(time.time_since_epoch().count()) / 1000.0; }

double days_between(Timestamp earlier, Timestamp time) noexcept
{
    return std::chrono::duration<double, std::chrono::days::period>(time - earlier).count();
}

}  // namespace entangled
