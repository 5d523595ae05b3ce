#include "daemon/commands/past.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>

#include "daemon/commands/look.hpp"

namespace entangled {
namespace {

std::optional<Span> read_span(const SpanOptions& options, Timestamp now)
{
    const auto from = read_day("--from", options.from, now);
    if (!from) return std::nullopt;
    const auto to = read_day("--to", options.to, now);
    if (!to) return std::nullopt;
    const auto step = parse_step(options.step);
    if (!step) {
        fmt::print(stderr, "--step: '{}' is not a number of days, weeks or calendar months such as 7d, 1w or 1m\n",
                   options.step);
        return std::nullopt;
    }
    return Span{std::chrono::floor<std::chrono::days>(*from), std::chrono::floor<std::chrono::days>(*to), *step};
}

}  // namespace

std::optional<Past> look_back(const SpanOptions& options, Timestamp now, Timestamp newest)
{
    const auto span = read_span(options, now);
    if (!span) return std::nullopt;
    auto days = days_of(*span);
    if (!days) {
        fmt::print(stderr, "--from, --to: {}\n", days.error().detail);
        return std::nullopt;
    }
    const auto cut = std::count_if(days->begin(), days->end(), [&](Date day) { return Timestamp{day} > newest; });
    days->resize(days->size() - static_cast<std::size_t>(cut));
    if (days->empty()) {
        fmt::print(stderr, "--from: {} is after {}, the newest time that can be imported\n", format_date(span->from),
                   format_time(newest));
        return std::nullopt;
    }
    // Feeds are read as of the last day, so that none is stale on it.
    auto snapshot = sound_snapshot(options.config_file, Timestamp{days->back()});
    if (!snapshot) return std::nullopt;
    return Past{*std::move(snapshot), *std::move(days), span->step, static_cast<std::size_t>(cut)};
}

}  // namespace entangled
