#include "indicators/kernels/events/decay_stream.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace entangled::kernels {
namespace {

constexpr double most_half_lives = 0x1p50;

bool non_negative(double value) { return std::isfinite(value) && value >= 0.0; }

bool legal(const DecayStream& stream)
{
    return std::isfinite(stream.half_life_days) && stream.half_life_days > 0.0 && std::isfinite(stream.latest_days) &&
           std::isfinite(stream.sum) && std::isfinite(stream.compensation) &&
           std::abs(static_cast<double>(stream.half_lives)) <= most_half_lives;
}

/// A time as whole half-lives and a part in [0, 1].
struct Position {
    std::int64_t whole{};
    double part{};
};

/// The remainder is exact, so a time far from 0 keeps all its digits.
Position position(double time, double half_life)
{
    double rest = std::fmod(time, half_life);
    if (rest < 0.0) rest += half_life;
    // Not (time - rest) / half-life: the difference of two finite times may overflow.
    return {std::llround(time / half_life - rest / half_life), rest / half_life};
}

bool reachable(double time, double half_life)
{
    return std::isfinite(time) && std::abs(time / half_life) <= most_half_lives;
}

/// Multiplies by 2^-steps, exactly while it does not underflow.
double halved(double value, std::int64_t steps)
{
    constexpr std::int64_t beyond = 5000;
    return std::ldexp(value, -static_cast<int>(std::clamp(steps, -beyond, beyond)));
}

void move_to(DecayStream& stream, std::int64_t half_lives)
{
    stream.sum = halved(stream.sum, half_lives - stream.half_lives);
    stream.compensation = halved(stream.compensation, half_lives - stream.half_lives);
    stream.half_lives = half_lives;
}

/// Neumaier (1974), because the stream may be endless.
void add(DecayStream& stream, double term)
{
    const double next = stream.sum + term;
    stream.compensation += stream.sum >= term ? (stream.sum - next) + term : (term - next) + stream.sum;
    stream.sum = next;
}

}  // namespace

Result<DecayStream> with_event(const DecayStream& stream, double time_days, double weight)
{
    if (!legal(stream)) return Error{Errc::bad_value, "with_event: the state of the stream is illegal"};
    if (!non_negative(weight)) return Error{Errc::bad_value, "with_event: the weight is finite and not negative"};
    if (!reachable(time_days, stream.half_life_days)) {
        return Error{Errc::bad_value, "with_event: the time is not finite or too many half-lives from 0"};
    }
    DecayStream next = stream;
    const Position at = position(time_days, stream.half_life_days);
    if (next.events == 0 || at.whole > next.half_lives) move_to(next, at.whole);
    add(next, halved(weight * std::exp2(at.part), next.half_lives - at.whole));
    next.latest_days = next.events == 0 ? time_days : std::max(next.latest_days, time_days);
    ++next.events;
    if (!std::isfinite(next.sum) || !std::isfinite(next.compensation)) {
        return Error{Errc::bad_value, "with_event: the sum exceeds the range of double"};
    }
    return next;
}

Result<DecayStream> merged(const DecayStream& left, const DecayStream& right)
{
    if (!legal(left) || !legal(right) || left.half_life_days != right.half_life_days) {
        return Error{Errc::bad_value, "merged: both streams are legal and have one half-life"};
    }
    if (left.events == 0) return right;
    if (right.events == 0) return left;
    DecayStream both = left.half_lives >= right.half_lives ? left : right;
    DecayStream other = left.half_lives >= right.half_lives ? right : left;
    move_to(other, both.half_lives);
    add(both, other.sum);
    both.compensation += other.compensation;
    both.events += other.events;
    both.latest_days = std::max(both.latest_days, other.latest_days);
    if (!std::isfinite(both.sum) || !std::isfinite(both.compensation)) {
        return Error{Errc::bad_value, "merged: the sum exceeds the range of double"};
    }
    return both;
}

Result<double> intensity_at(const DecayStream& stream, double time_days)
{
    if (!legal(stream)) return Error{Errc::bad_value, "intensity_at: the state of the stream is illegal"};
    if (!reachable(time_days, stream.half_life_days)) {
        return Error{Errc::bad_value, "intensity_at: the time is not finite or too many half-lives from 0"};
    }
    if (stream.events == 0) return 0.0;
    if (time_days < stream.latest_days) {
        return Error{Errc::bad_value, "intensity_at: the time is before the latest event, which would be undone"};
    }
    const Position at = position(time_days, stream.half_life_days);
    const double total = stream.sum + stream.compensation;
    const double value = halved(total * std::exp2(-at.part), at.whole - stream.half_lives);
    if (!std::isfinite(value)) return Error{Errc::bad_value, "intensity_at: the intensity exceeds the range of double"};
    return value;
}

Result<double> steady_intensity(double rate_per_day, double mean_weight, double half_life_days)
{
    if (!non_negative(rate_per_day) || !non_negative(mean_weight) || !non_negative(half_life_days) ||
        half_life_days == 0.0) {
        return Error{Errc::bad_value, "steady_intensity: rate and weight are not negative, the half-life is positive"};
    }
    const double mean = rate_per_day * mean_weight * half_life_days / std::numbers::ln2;
    if (!std::isfinite(mean)) return Error{Errc::bad_value, "steady_intensity: the mean exceeds the range of double"};
    return mean;
}

Result<double> control_normalised(double intensity, double control)
{
    if (!non_negative(intensity) || !non_negative(control)) {
        return Error{Errc::bad_value, "control_normalised: both intensities are finite and not negative"};
    }
    if (control == 0.0) return Error{Errc::not_identified, "control_normalised: the control dyads have no intensity"};
    const double ratio = intensity / control;
    if (!std::isfinite(ratio)) return Error{Errc::bad_value, "control_normalised: the ratio exceeds the range"};
    return ratio;
}

}  // namespace entangled::kernels
