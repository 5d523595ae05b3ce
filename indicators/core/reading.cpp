#include "indicators/core/reading.hpp"

#include "indicators/core/digest.hpp"

namespace entangled {
namespace {

std::int64_t ticks(const std::optional<Timestamp>& time)
{
    return time ? static_cast<std::int64_t>(time->time_since_epoch().count()) : std::int64_t{-1};
}

}  // namespace

std::string_view to_string(ReadingState state) noexcept
{
    switch (state) {
        case ReadingState::ok: return "ok";
        case ReadingState::insufficient: return "insufficient";
        case ReadingState::not_configured: return "not_configured";
        case ReadingState::unknown: return "unknown";
    }
    return {};
}

ReadingState state_of(Errc code) noexcept
{
    if (code == Errc::not_configured) return ReadingState::not_configured;
    if (code == Errc::insufficient_points) return ReadingState::insufficient;
    return ReadingState::unknown;
}

Reading missing(Errc code, std::string detail)
{
    Reading reading;
    reading.state = state_of(code);
    reading.reason = Error{code, std::move(detail)};
    return reading;
}

Reading known(double value)
{
    Reading reading;
    reading.state = ReadingState::ok;
    reading.value = value;
    return reading;
}

Reading known(Interval bounds)
{
    if (bounds.exact()) return known(bounds.lower);
    Reading reading;
    reading.state = ReadingState::ok;
    reading.bounds = bounds;
    return reading;
}

std::optional<Interval> span_of(const Reading& reading) noexcept
{
    if (reading.state != ReadingState::ok) return std::nullopt;
    if (reading.bounds) return reading.bounds;
    if (reading.value) return Interval{*reading.value, *reading.value};
    return std::nullopt;
}

std::uint64_t digest_of(const Reading& reading)
{
    Digest digest;
    digest.add(to_string(reading.state)).add(reading.reason ? to_string(reading.reason->code) : std::string_view{});
    digest.add(reading.reason ? std::string_view{reading.reason->detail} : std::string_view{});
    digest.add(std::uint64_t{reading.value.has_value()}).add(reading.value.value_or(0.0));
    const Interval bounds = reading.bounds.value_or(Interval{});
    digest.add(std::uint64_t{reading.bounds.has_value()}).add(bounds.lower).add(bounds.upper);
    digest.add(reading.answer).add(std::uint64_t{reading.n}).add(reading.coverage.value_or(-1.0));
    digest.add(ticks(reading.newest)).add(ticks(reading.oldest)).add(ticks(reading.evaluated_at));
    digest.add(reading.period ? format_period(*reading.period) : std::string{});
    digest.add(reading.p_value.value_or(-1.0)).add(std::uint64_t{reading.may_alert});
    for (const auto& period : reading.periods) digest.add(format_period(period));
    const Interval level = reading.level.value_or(Interval{});
    digest.add(level.lower).add(level.upper).add(reading.basis ? to_string(*reading.basis) : std::string_view{});
    for (const auto& note : reading.notes) digest.add(note);
    return digest.value();
}

}  // namespace entangled
