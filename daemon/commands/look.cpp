#include "daemon/commands/look.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>

#include "daemon/process/clock.hpp"

namespace entangled {

std::optional<Timestamp> read_day(const char* option, const std::string& text, Timestamp otherwise)
{
    if (text.empty()) return otherwise;
    if (const auto date = parse_date(text)) return Timestamp{*date};
    fmt::print(stderr, "{}: '{}' is not a day of the form YYYY-MM-DD\n", option, text);
    return std::nullopt;
}

std::optional<Snapshot> sound_snapshot(const std::string& config_file, Timestamp now)
{
    Snapshot snapshot = load_snapshot(config_file, now);
    for (const auto& warning : snapshot.warnings) fmt::print(stderr, "warning: {}\n", to_string(warning));
    for (const auto& error : snapshot.errors) fmt::print(stderr, "{}\n", to_string(error));
    for (const auto& line : snapshot.log) {
        if (line.level != LogLevel::info) fmt::print(stderr, "{}\n", line.text);
    }
    if (!snapshot.errors.empty()) return std::nullopt;
    return snapshot;
}

std::optional<Look> look_at(const LookOptions& options)
{
    // Looked back at alone, a day is both: what was known then, and today.
    const auto as_of_given = read_day("--as-of", options.as_of, wall_clock());
    if (!as_of_given) return std::nullopt;
    const auto now = read_day("--now", options.now, *as_of_given);
    if (!now) return std::nullopt;
    const auto against = read_day("--against", options.against, *now);
    if (!against) return std::nullopt;
    const Timestamp as_of = options.as_of.empty() ? *now : *as_of_given;
    // Feeds are read as of the last day that is looked at, so that none is stale on it.
    auto snapshot = sound_snapshot(options.config_file, std::max({*now, *against, as_of}));
    if (!snapshot) return std::nullopt;
    return Look{*std::move(snapshot), as_of, *now};
}

}  // namespace entangled
