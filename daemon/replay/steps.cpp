#include "daemon/replay/steps.hpp"

#include <fmt/format.h>
#include <charconv>

namespace entangled {
namespace {

constexpr int most_units = 9999;
constexpr int days_per_week = 7;

// Counted from the start each time: stepping from a shortened month would never come back to the 31st.
Date day_at(const Span& span, std::size_t place)
{
    const int units = span.step.count * static_cast<int>(place);
    if (span.step.unit == Step::Unit::day) return span.from + std::chrono::days{units};
    const std::chrono::year_month_day start{span.from};
    const auto moved = start + std::chrono::months{units};
    if (moved.ok()) return Date{moved};
    return Date{moved.year() / moved.month() / std::chrono::last};
}

}  // namespace

std::optional<Step> parse_step(std::string_view text) noexcept
{
    int count = 0;
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (error != std::errc{} || count < 1 || count > most_units) return std::nullopt;
    if (unit == "d") return Step{count, Step::Unit::day};
    if (unit == "w") return Step{count * days_per_week, Step::Unit::day};
    if (unit == "m") return Step{count, Step::Unit::month};
    return std::nullopt;
}

Result<std::vector<Date>> days_of(const Span& span)
{
    if (span.to < span.from) {
        return Error{Errc::bad_value, fmt::format("{} is before {}", format_date(span.to), format_date(span.from))};
    }
    std::vector<Date> days;
    for (Date day = span.from; day <= span.to; day = day_at(span, days.size())) {
        if (days.size() == most_steps) {
            return Error{Errc::bad_value, fmt::format("more than {} steps from {} to {}: take a longer step",
                                                      most_steps, format_date(span.from), format_date(span.to))};
        }
        days.push_back(day);
    }
    return days;
}

}  // namespace entangled
