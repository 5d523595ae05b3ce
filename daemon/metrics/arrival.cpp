#include "daemon/metrics/arrival.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <cmath>

namespace entangled {
namespace {

constexpr double per_second = 1000.0;
constexpr double latest_second = 1e12;

template <class Number>
std::optional<Number> number(std::string_view text) noexcept
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// What stands before the last two words of a line, and the last of them.
struct Ends {
    std::string_view series;
    std::string_view time;
};

std::optional<Ends> ends_of(std::string_view line) noexcept
{
    const std::size_t before_time = line.rfind(' ');
    if (before_time == std::string_view::npos || before_time == 0) return std::nullopt;
    const std::size_t before_value = line.rfind(' ', before_time - 1);
    if (before_value == std::string_view::npos || before_value == 0) return std::nullopt;
    return Ends{line.substr(0, before_value), line.substr(before_time + 1)};
}

}  // namespace

std::optional<SamplePlace> read_openmetrics_sample(std::string_view line) noexcept
{
    const auto ends = ends_of(line);
    if (line.starts_with('#') || !ends) return std::nullopt;
    const auto seconds = number<double>(ends->time);
    if (!seconds || !(std::abs(*seconds) < latest_second)) return std::nullopt;
    return SamplePlace{ends->series.substr(0, ends->series.find('{')), std::llround(*seconds * per_second)};
}

std::optional<SamplePlace> read_dumped_sample(std::string_view line) noexcept
{
    constexpr std::string_view label = "__name__=\"";
    const auto ends = ends_of(line);
    if (!ends || !line.starts_with('{')) return std::nullopt;
    const auto time = number<std::int64_t>(ends->time);
    const std::size_t found = ends->series.find(label);
    if (!time || found == std::string_view::npos) return std::nullopt;
    const std::string_view name = ends->series.substr(found + label.size());
    return SamplePlace{name.substr(0, name.find('"')), *time};
}

void Arrival::written(const SamplePlace& sample)
{
    auto family = families_.find(sample.name);
    if (family == families_.end()) family = families_.emplace(std::string(sample.name), Counts{}).first;
    ++family->second.written;
    times_.insert(sample.milliseconds);
}

void Arrival::arrived(const SamplePlace& sample)
{
    const auto family = families_.find(sample.name);
    if (family != families_.end() && times_.contains(sample.milliseconds)) ++family->second.arrived;
}

bool Arrival::is_complete() const noexcept
{
    return !families_.empty() && std::all_of(families_.begin(), families_.end(), [](const auto& family) {
        return family.second.arrived >= family.second.written;
    });
}

Arrival::Counts Arrival::sum() const noexcept
{
    Counts sum;
    for (const auto& [name, counts] : families_) {
        sum.written += counts.written;
        sum.arrived += counts.arrived;
    }
    return sum;
}

std::string Arrival::text() const
{
    std::size_t width = 6;
    for (const auto& [name, counts] : families_) width = std::max(width, name.size());
    std::string text = fmt::format("{:<{}}  {:>9}  {:>9}\n", "family", width, "written", "arrived");
    for (const auto& [name, counts] : families_) {
        const bool short_of = counts.arrived < counts.written;
        text += fmt::format("{:<{}}  {:>9}  {:>9}{}\n", name, width, counts.written, counts.arrived,
                            short_of ? fmt::format("  {} missing", counts.written - counts.arrived) : std::string{});
    }
    const Counts all = sum();
    return text + fmt::format("{:<{}}  {:>9}  {:>9}\n", "sum", width, all.written, all.arrived);
}

}  // namespace entangled
