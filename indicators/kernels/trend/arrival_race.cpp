#include "indicators/kernels/trend/arrival_race.hpp"

#include <cmath>

namespace entangled::kernels {
namespace {

using Time = std::optional<double>;

bool in_order(Time earlier, Time later) { return !earlier || !later || *earlier <= *later; }

bool finite(Time time) { return !time || std::isfinite(*time); }

bool legal(const Arrival& arrival)
{
    return finite(arrival.time) && finite(arrival.lower) && finite(arrival.upper) &&
           in_order(arrival.lower, arrival.time) && in_order(arrival.time, arrival.upper) &&
           in_order(arrival.lower, arrival.upper);
}

Time difference(Time later, Time earlier)
{
    if (!later || !earlier) return std::nullopt;
    return *later - *earlier;
}

RaceField field_of(const Arrival& first, const Arrival& second)
{
    if (first.time && second.time) return RaceField::both;
    if (first.time) return RaceField::only_first;
    return second.time ? RaceField::only_second : RaceField::neither;
}

}  // namespace

Arrival arrival_of(const Crossing& crossing) noexcept { return {crossing.years, crossing.lower, crossing.upper}; }

Arrival arrival_of(const LineCrossing& crossing) noexcept { return {crossing.time, crossing.lower, crossing.upper}; }

Result<ArrivalRace> arrival_race(const Arrival& first, const Arrival& second)
{
    if (!legal(first) || !legal(second)) {
        return Error{Errc::bad_value, "arrival_race: times are finite and inside their intervals"};
    }
    ArrivalRace race{field_of(first, second), difference(second.time, first.time),
                     difference(second.lower, first.upper), difference(second.upper, first.lower), false};
    if (!finite(race.lead) || !finite(race.lower) || !finite(race.upper)) {
        return Error{Errc::bad_value, "arrival_race: a difference exceeds the range of double"};
    }
    race.decided = (race.lower && *race.lower > 0.0) || (race.upper && *race.upper < 0.0);
    return race;
}

}  // namespace entangled::kernels
