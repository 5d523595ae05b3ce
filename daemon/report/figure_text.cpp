#include "daemon/report/figure_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace entangled::report {
namespace {

constexpr int most_digits = 9;

double half_unit(int digits) { return 0.5 * std::pow(10.0, -digits); }

// A small number is not none at all, and a small negative must not print as -0.000.
std::string fixed(double number, int digits)
{
    const bool small = std::abs(number) < half_unit(digits);
    if (small && number > 0.0) return fmt::format("<{:.{}f}", 2.0 * half_unit(digits), digits);
    return fmt::format("{:.{}f}", small ? 0.0 : number, digits);
}

// A band that ends just short of 0 must not look as if it held 0.
std::string signed_rate(double number)
{
    if (number == 0.0) return "+0.000";
    return std::abs(number) < half_unit(3) ? fmt::format("{:+.1g}", number) : fmt::format("{:+.3f}", number);
}

std::string ratio(double number)
{
    if (number >= 0.9995 && number < 1.0) return ">0.999";
    return fixed(number, 3);
}

Timestamp time_of(double seconds)
{
    return Timestamp{Duration{static_cast<std::int64_t>(std::llround(seconds * 1000.0))}};
}

std::string digits_of(std::string_view unit, double number)
{
    if (unit == "ratio") return ratio(number);
    if (unit == "per_year") return signed_rate(number);
    if (unit == "years") return fixed(number, 1);
    if (unit == "points") return fixed(number, std::abs(number) < 10.0 ? 2 : 1);
    if (unit == "timestamp_seconds") return minute_text(time_of(number));
    return fmt::format("{}", number);
}

std::string_view suffix_of(std::string_view unit)
{
    if (unit == "per_year") return "/year";
    if (unit == "years") return " years";
    if (unit == "points") return " points";
    if (unit == "tonnes") return " t";
    return {};
}

}  // namespace

std::string figure_text(std::string_view unit, double number)
{
    return fmt::format("{}{}", digits_of(unit, number), suffix_of(unit));
}

std::string change_text(std::string_view unit, double change)
{
    if (unit == "timestamp_seconds") return fmt::format("{:+.1f} d", change / 86400.0);
    const int digits = unit == "ratio" || unit == "per_year" ? 3 : 2;
    const bool fine = change != 0.0 && std::abs(change) < half_unit(digits);
    if (fine) return fmt::format("{:+.1e}{}", change, suffix_of(unit));
    return fmt::format("{:+.{}f}{}", change + 0.0, digits, suffix_of(unit));
}

std::string bounds_text(std::string_view unit, const Interval& bounds)
{
    std::string lower = digits_of(unit, bounds.lower);
    std::string upper = digits_of(unit, bounds.upper);
    // Two ends that print alike would read as a mistake; more digits show how narrow the band is.
    for (int digits = 4; lower == upper && !bounds.exact() && digits <= most_digits; ++digits) {
        lower = fmt::format("{:.{}f}", bounds.lower, digits);
        upper = fmt::format("{:.{}f}", bounds.upper, digits);
    }
    return fmt::format("[{}, {}]{}", lower, upper, suffix_of(unit));
}

std::string value_text(std::string_view unit, const Reading& reading)
{
    if (reading.state == ReadingState::not_configured) return "not configured";
    if (reading.state != ReadingState::ok) return std::string(to_string(reading.state));
    if (reading.value && reading.bounds) {
        return fmt::format("{} [{}, {}]", figure_text(unit, *reading.value), digits_of(unit, reading.bounds->lower),
                           digits_of(unit, reading.bounds->upper));
    }
    if (reading.value) return figure_text(unit, *reading.value);
    if (reading.bounds) return bounds_text(unit, *reading.bounds);
    return unit == "timestamp_seconds" ? "no end date" : "no value";
}

std::string reason_text(const Reading& reading)
{
    if (!reading.reason) return {};
    std::string words(to_string(reading.reason->code));
    std::replace(words.begin(), words.end(), '_', ' ');
    // Some details begin with the words of their code.
    if (reading.reason->detail.starts_with(words)) return reading.reason->detail;
    return fmt::format("{}: {}", to_string(reading.reason->code), reading.reason->detail);
}

std::string period_text(const Reading& reading)
{
    if (reading.period) return format_period(*reading.period);
    if (reading.evaluated_at) return "at " + format_date(*reading.evaluated_at);
    return reading.newest ? format_date(*reading.newest) : "-";
}

std::string age_text(const std::optional<Timestamp>& then, Timestamp now)
{
    if (!then) return "-";
    if (*then > now) return "period not over";
    return fmt::format("{} d", std::chrono::floor<std::chrono::days>(now - *then).count());
}

std::string minute_text(Timestamp time)
{
    const std::string text = format_time(time);
    return fmt::format("{} {}Z", text.substr(0, text.size() - 10), text.substr(text.size() - 9, 5));
}

std::string shortened(std::string_view reason)
{
    constexpr std::size_t least = 16;
    constexpr std::size_t most = 120;
    const std::size_t clause = std::min(reason.find(": ", least), reason.find("; ", least));
    if (clause <= most) return std::string(reason.substr(0, clause));
    if (reason.size() <= most) return std::string(reason);
    const std::size_t word = reason.rfind(' ', most);
    return std::string(reason.substr(0, word == std::string_view::npos ? most : word)) + " ...";
}

std::string counted(std::size_t count, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace entangled::report
