#include "indicators/kernels/uncertainty/alarms.hpp"

#include "indicators/kernels/numbers/draws.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {
namespace {

std::optional<Error> illegal(const AlarmRecord& record)
{
    const auto inside = [&](double time) { return time >= 0.0 && time < record.length_days; };
    const bool spans =
        record.horizon_days > 0.0 && record.length_days >= record.horizon_days && std::isfinite(record.length_days);
    if (!spans || !std::ranges::all_of(record.events, inside) || !std::ranges::all_of(record.alarm_starts, inside)) {
        return Error{Errc::bad_value, "alarms: a time is outside the record or the horizon is illegal"};
    }
    if (record.events.empty() && record.alarm_starts.empty()) {
        return Error{Errc::no_data, "alarms: neither events nor alarms"};
    }
    return std::nullopt;
}

/// Earliest of the sorted starts in [event - horizon, event).
std::optional<double> first_warning(const std::vector<double>& starts, double event, double horizon)
{
    const auto found = std::ranges::lower_bound(starts, event - horizon);
    if (found == starts.end() || *found >= event) return std::nullopt;
    return *found;
}

std::size_t hits_among(const std::vector<double>& starts, std::span<const double> events, double horizon)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(events, [&](double event) { return first_warning(starts, event, horizon).has_value(); }));
}

std::vector<double> sorted(std::span<const double> times)
{
    std::vector<double> ordered(times.begin(), times.end());
    std::ranges::sort(ordered);
    return ordered;
}

}  // namespace

Result<AlarmScore> alarm_score(const AlarmRecord& record)
{
    if (const auto error = illegal(record)) return *error;
    const auto starts = sorted(record.alarm_starts);
    const auto events = sorted(record.events);
    AlarmScore score;
    for (const double event : record.events) {
        const auto warning = first_warning(starts, event, record.horizon_days);
        score.leads.push_back(warning ? std::optional{event - *warning} : std::nullopt);
        ++(warning ? score.hits : score.misses);
    }
    for (const double start : record.alarm_starts) {
        const auto next = std::ranges::upper_bound(events, start);
        // The same difference as for a hit, so that rounding cannot make one alarm both.
        const bool meant = next != events.end() && *next - record.horizon_days <= start;
        if (!meant) score.false_alarms.push_back(start);
    }
    const auto ratio = [](std::size_t part, std::size_t whole) -> std::optional<double> {
        if (whole == 0) return std::nullopt;
        return static_cast<double>(part) / static_cast<double>(whole);
    };
    score.detection = ratio(score.hits, record.events.size());
    score.false_alarm_ratio = ratio(score.false_alarms.size(), record.alarm_starts.size());
    score.false_alarms_per_100_days = 100.0 * (static_cast<double>(score.false_alarms.size()) / record.length_days);
    if (!std::isfinite(score.false_alarms_per_100_days)) {
        return Error{Errc::bad_value, "alarm_score: the record is too short for a rate"};
    }
    return score;
}

Result<ShiftTest> circular_shift_test(const AlarmRecord& record, std::size_t shifts, std::uint64_t id)
{
    if (const auto error = illegal(record)) return *error;
    if (record.events.empty() || shifts == 0) return Error{Errc::no_data, "circular_shift_test: no events or shifts"};
    if (shifts > 1'000'000) return Error{Errc::bad_value, "circular_shift_test: more than 1e6 shifts"};
    const auto starts = sorted(record.alarm_starts);
    const std::size_t observed = hits_among(starts, record.events, record.horizon_days);
    std::vector<double> moved(record.events.size());
    std::size_t as_good = 0;
    for (std::size_t shift = 0; shift < shifts; ++shift) {
        const double days = uniform(id, shift) * record.length_days;
        std::ranges::transform(record.events, moved.begin(), [&](double event) {
            const double later = event + days;
            return later >= record.length_days ? later - record.length_days : later;
        });
        if (hits_among(starts, moved, record.horizon_days) >= observed) ++as_good;
    }
    return ShiftTest{static_cast<double>(observed) / static_cast<double>(record.events.size()),
                     static_cast<double>(as_good) / static_cast<double>(shifts), shifts};
}

}  // namespace entangled::kernels
