#include "daemon/scheduler/schedule.hpp"

#include <algorithm>

#include "indicators/core/digest.hpp"

namespace entangled {
namespace {

Duration shift_of(std::string_view job, Duration jitter)
{
    if (jitter <= Duration::zero()) return Duration::zero();
    const auto places = static_cast<std::uint64_t>(jitter.count()) + 1;
    return Duration{static_cast<Duration::rep>(Digest{}.add(job).value() % places)};
}

// Which cell of the grid `time` is in: cell n is [n * interval, (n + 1) * interval) after the shift.
std::int64_t cell_of(Timestamp time, Duration interval, Duration shift)
{
    const std::int64_t since = (time - shift).time_since_epoch().count();
    const std::int64_t length = interval.count();
    const std::int64_t cell = since / length;
    return since % length < 0 ? cell - 1 : cell;
}

}  // namespace

Timestamp next_due(Duration interval, Duration jitter, std::string_view job, Timestamp now)
{
    const Duration step = std::max(interval, Duration{1});
    const Duration shift = shift_of(job, jitter);
    return Timestamp{(cell_of(now, step, shift) + 1) * step + shift};
}

std::int64_t missed_runs(Duration interval, Duration jitter, std::string_view job, Timestamp last, Timestamp now)
{
    const Duration step = std::max(interval, Duration{1});
    const Duration shift = shift_of(job, jitter);
    const std::int64_t due = cell_of(now, step, shift) - cell_of(last, step, shift);
    return std::max<std::int64_t>(due - 1, 0);
}

}  // namespace entangled
