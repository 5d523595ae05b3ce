#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// A record of events and of the moments at which alarms started, in days, any order, inside [0, length).
struct AlarmRecord {
    std::span<const double> events{};
    std::span<const double> alarm_starts{};
    double horizon_days{};  ///< > 0: how long an alarm start may come before its event
    double length_days{};   ///< > 0 and >= horizon
};

/// With fewer than about ten events these are counts to report, not rates to claim.
struct AlarmScore {
    std::vector<std::optional<double>> leads{};  ///< of each event, in the order given: event minus the earliest alarm
                                                 ///< start in [event - horizon, event); absent for a miss
    std::vector<double> false_alarms{};  ///< starts with no event in (start, start + horizon], in the order given
    std::size_t hits{};
    std::size_t misses{};
    std::optional<double> detection{};          ///< POD = hits/events; absent without events
    std::optional<double> false_alarm_ratio{};  ///< FAR = false alarms/alarm starts; absent without alarms
    double false_alarms_per_100_days{};
};

/// Errors: bad_value if a time is not finite or outside the record, or its lengths are illegal; no_data if there is
/// neither event nor alarm.
[[nodiscard]] Result<AlarmScore> alarm_score(const AlarmRecord& record);

/// Whether alarms find events better than chance would.
struct ShiftTest {
    double detection{};  ///< POD of the record
    double share{};      ///< of the shifts with a POD at least as high, in [0, 1]
    std::size_t shifts{};
};

/// Events moved together by `shifts` random numbers of days, wrapping at the record's length: keeps both streams'
/// clustering and breaks their link. A function of its arguments. Errors: as `alarm_score`, no_data without events or
/// shifts, bad_value for more than 1e6 shifts.
[[nodiscard]] Result<ShiftTest> circular_shift_test(const AlarmRecord& record, std::size_t shifts, std::uint64_t id);

}  // namespace entangled::kernels
