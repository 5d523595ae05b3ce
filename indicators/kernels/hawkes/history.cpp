#include "indicators/kernels/hawkes/history.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {

Result<HawkesHistory> HawkesHistory::make(std::span<const double> times, std::span<const int> types,
                                          std::size_t type_count, double horizon)
{
    if (times.size() != types.size()) return Error{Errc::bad_value, "hawkes: as many times as types are needed"};
    if (type_count == 0 || type_count > max_hawkes_types) {
        return Error{Errc::bad_value, "hawkes: the number of types is outside 1 .. 64"};
    }
    if (!std::isfinite(horizon) || horizon <= 0.0) return Error{Errc::bad_value, "hawkes: the horizon is not positive"};
    if (!ascending(times)) return Error{Errc::bad_value, "hawkes: the times are not finite and ascending"};
    if (!times.empty() && (times.front() < 0.0 || times.back() > horizon)) {
        return Error{Errc::bad_value, "hawkes: a time is outside the window from 0 to the horizon"};
    }
    HawkesHistory history;
    history.counts_.resize(type_count);
    for (const int type : types) {
        if (type < 0 || static_cast<std::size_t>(type) >= type_count) {
            return Error{Errc::bad_value, "hawkes: an event is of no known type"};
        }
        history.types_.push_back(static_cast<std::uint8_t>(type));
        ++history.counts_[static_cast<std::size_t>(type)];
    }
    history.horizon_ = horizon;
    history.times_.assign(times.begin(), times.end());
    for (double& time : history.times_) time += 0.0;  // leaves only +0
    for (std::size_t first = 0, last = 0; first < times.size(); first = last) {
        while (last < times.size() && times[last] == times[first]) ++last;
        const auto begin = history.types_.begin();
        std::sort(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(last));
    }
    return history;
}

}  // namespace entangled::kernels
