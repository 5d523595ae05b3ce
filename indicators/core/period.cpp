#include "indicators/core/period.hpp"

#include <fmt/format.h>
#include <charconv>

namespace entangled {
namespace {

using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::years;

std::optional<int> number(std::string_view text, std::size_t width)
{
    int value = 0;
    if (text.size() != width) return std::nullopt;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

Date first_day(year_month when) { return Date{when / 1}; }

std::optional<year_month> parse_month(std::string_view text)
{
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto y = number(text.substr(0, 4), 4);
    const auto m = number(text.substr(5), 2);
    if (!y || !m || *m < 1 || *m > 12) return std::nullopt;
    return year{*y} / month{static_cast<unsigned>(*m)};
}

std::optional<Period> parse_quarter(std::string_view text)
{
    const bool fiscal = text.size() == 8 && text.substr(4, 3) == "-FQ";
    const bool plain = text.size() == 7 && text.substr(4, 2) == "-Q";
    if (!fiscal && !plain) return std::nullopt;
    const auto y = number(text.substr(0, 4), 4);
    const auto q = number(text.substr(text.size() - 1), 1);
    if (!y || !q || *q < 1 || *q > 4) return std::nullopt;
    const year_month start = year{*y} / month{static_cast<unsigned>(3 * *q - 2)};
    return Period{first_day(start), first_day(start + months{3}),
                  fiscal ? PeriodKind::fiscal_quarter : PeriodKind::quarter};
}

std::optional<Period> parse_average(std::string_view text)
{
    if (text.size() != 9 || text[4] != '-') return std::nullopt;
    const auto from = number(text.substr(0, 4), 4);
    const auto to = number(text.substr(5), 4);
    if (!from || !to || *to < *from) return std::nullopt;
    return Period{first_day(year{*from} / 1), first_day(year{*to + 1} / 1), PeriodKind::average};
}

std::optional<Period> parse_range(std::string_view text)
{
    if (text.size() != 15 || text[7] != '/') return std::nullopt;
    const auto from = parse_month(text.substr(0, 7));
    const auto to = parse_month(text.substr(8));
    if (!from || !to || *to < *from) return std::nullopt;
    return Period{first_day(*from), first_day(*to + months{1}), PeriodKind::range};
}

}  // namespace

std::optional<Period> parse_period(std::string_view text)
{
    if (const auto y = number(text, 4)) {
        return Period{first_day(year{*y} / 1), first_day(year{*y + 1} / 1), PeriodKind::year};
    }
    if (const auto m = parse_month(text)) return Period{first_day(*m), first_day(*m + months{1}), PeriodKind::month};
    if (const auto quarter = parse_quarter(text)) return quarter;
    if (const auto average = parse_average(text)) return average;
    return parse_range(text);
}

std::string format_period(const Period& period)
{
    const std::chrono::year_month_day start{period.start};
    const std::chrono::year_month_day last{period.end - std::chrono::days{1}};
    const int first_year = static_cast<int>(start.year());
    const unsigned first_month = static_cast<unsigned>(start.month());
    switch (period.kind) {
        case PeriodKind::year: return fmt::format("{:04}", first_year);
        case PeriodKind::quarter: return fmt::format("{:04}-Q{}", first_year, (first_month + 2) / 3);
        case PeriodKind::fiscal_quarter: return fmt::format("{:04}-FQ{}", first_year, (first_month + 2) / 3);
        case PeriodKind::month: return fmt::format("{:04}-{:02}", first_year, first_month);
        case PeriodKind::average: return fmt::format("{:04}-{:04}", first_year, static_cast<int>(last.year()));
        case PeriodKind::range: break;
    }
    return fmt::format("{:04}-{:02}/{:04}-{:02}", first_year, first_month, static_cast<int>(last.year()),
                       static_cast<unsigned>(last.month()));
}

double middle_in_years(const Period& period) noexcept
{
    const std::chrono::year_month_day start{period.start};
    const double days = static_cast<double>((period.start - Date{start.year() / 1 / 1}).count());
    const double length = static_cast<double>((period.end - period.start).count());
    constexpr double days_per_year = 365.2425;
    const double whole = static_cast<double>(static_cast<int>(start.year()));
    if (period.kind == PeriodKind::year) return whole + 0.5;
    return whole + (days + length / 2.0) / days_per_year;
}

int year_of(const Period& period) noexcept
{
    return static_cast<int>(std::chrono::year_month_day{period.start}.year());
}

}  // namespace entangled
