#include "indicators/kernels/criticality/printed_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace entangled::kernels {
namespace {

constexpr std::array blanks{std::string_view{" "}, std::string_view{"\t"}, std::string_view{"\xC2\xA0"},
                            std::string_view{"\xA0"}};
constexpr std::array em_dashes{std::string_view{"\xE2\x80\x94"}, std::string_view{"\x97"}, std::string_view{"--"}};
constexpr std::array range_dashes{std::string_view{"\xE2\x80\x93"}, std::string_view{"\x96"}, std::string_view{"-"}};

std::string_view trimmed(std::string_view text)
{
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view blank : blanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                again = true;
            }
            if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                again = true;
            }
        }
    }
    return text;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Digits without their commas; nothing if a comma does not group three digits.
std::optional<std::string> without_commas(std::string_view whole)
{
    const std::size_t first = whole.find(',');
    if (first == std::string_view::npos) return std::string{whole};
    if (first == 0 || first > 3) return std::nullopt;
    std::string digits{whole.substr(0, first)};
    for (std::size_t i = first; i < whole.size(); i += 4) {
        if (whole[i] != ',' || i + 4 > whole.size()) return std::nullopt;
        digits += whole.substr(i + 1, 3);
    }
    return digits;
}

struct Number {
    double value{};
    double last_place{};
};

std::optional<Number> number(std::string_view text)
{
    text = trimmed(text);
    if (text.ends_with('%')) text = trimmed(text.substr(0, text.size() - 1));
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    const auto whole = without_commas(text.substr(0, point));
    const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
    if (!whole || !std::ranges::all_of(*whole, digit) || !std::ranges::all_of(fraction, digit)) return std::nullopt;
    if (whole->empty() && fraction.empty()) return std::nullopt;
    const std::string plain = *whole + "." + std::string{fraction};
    double value = 0.0;
    const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (read.ec != std::errc{} || read.ptr != plain.data() + plain.size()) return std::nullopt;
    return Number{negative ? -value : value, std::pow(10.0, -static_cast<double>(fraction.size()))};
}

Error unreadable(std::string_view token)
{
    return {Errc::bad_value, "printed_value: '" + std::string{token} + "' is not a value"};
}

std::optional<PrintedValue> symbol(std::string_view text)
{
    if (std::ranges::find(em_dashes, text) != em_dashes.end()) return PrintedValue{PrintedKind::nil, 0.0, 0.0, {}};
    if (text == "E") return PrintedValue{PrintedKind::net_exporter, {}, {}, {}};
    if (text == "W") return PrintedValue{PrintedKind::withheld, {}, {}, {}};
    if (text == "NA") return PrintedValue{PrintedKind::not_available, {}, {}, {}};
    if (text == "XX") return PrintedValue{PrintedKind::not_applicable, {}, {}, {}};
    if (std::ranges::any_of(text, letter) && std::ranges::none_of(text, digit)) {
        return PrintedValue{PrintedKind::words, {}, {}, {}};
    }
    return std::nullopt;
}

std::optional<PrintedValue> bound(std::string_view text, std::optional<double> most)
{
    const auto limit = number(text.substr(1));
    if (!limit || limit->value < 0.0) return std::nullopt;
    if (text.front() == '<') return PrintedValue{PrintedKind::below, 0.0, limit->value, {}};
    if (most && limit->value > *most) return std::nullopt;
    return PrintedValue{PrintedKind::above, limit->value, most, {}};
}

std::optional<PrintedValue> range(std::string_view text)
{
    for (const std::string_view dash : range_dashes) {
        const std::size_t at = text.find(dash, 1);
        if (at == std::string_view::npos) continue;
        const auto lower = number(text.substr(0, at));
        const auto upper = number(text.substr(at + dash.size()));
        if (!lower || !upper || lower->value > upper->value) return std::nullopt;
        return PrintedValue{PrintedKind::range, lower->value, upper->value, {}};
    }
    return std::nullopt;
}

}  // namespace

Result<PrintedValue> printed_value(std::string_view token, std::optional<double> most)
{
    if (most && !std::isfinite(*most)) return Error{Errc::bad_value, "printed_value: the upper limit is not finite"};
    const std::string_view text = trimmed(token);
    if (text.empty()) return Error{Errc::no_data, "printed_value: the cell is empty"};
    if (const auto known = symbol(text)) return *known;
    if (text.front() == '>' || text.front() == '<') {
        const auto bounded = bound(text, most);
        if (!bounded) return unreadable(token);
        return *bounded;
    }
    if (const auto plain = number(text)) {
        return PrintedValue{PrintedKind::number, plain->value, plain->value, plain->last_place};
    }
    const auto between = range(text);
    if (!between) return unreadable(token);
    return *between;
}

Result<PrintedValue> printed_percent(std::string_view token)
{
    auto value = printed_value(token, 100.0);
    if (value && (value->lower.value_or(0.0) < 0.0 || value->upper.value_or(0.0) > 100.0)) return unreadable(token);
    return value;
}

Result<Interval> rounding_interval(double printed, double unit)
{
    const Interval interval{printed - unit / 2.0, printed + unit / 2.0};
    if (!(unit > 0.0) || !std::isfinite(interval.lower) || !std::isfinite(interval.upper)) {
        return Error{Errc::bad_value, "rounding_interval: not finite, or the unit is not positive"};
    }
    return interval;
}

Result<double> trailing_zero_unit(double printed)
{
    if (!(std::abs(printed) < 0x1p53) || printed != std::trunc(printed)) {
        return Error{Errc::bad_value, "trailing_zero_unit: not a whole number"};
    }
    double unit = 1.0;
    while (printed != 0.0 && std::fmod(printed, unit * 10.0) == 0.0) unit *= 10.0;
    return unit;
}

}  // namespace entangled::kernels
