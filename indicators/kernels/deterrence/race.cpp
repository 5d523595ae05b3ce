#include "indicators/kernels/deterrence/race.hpp"

#include "indicators/kernels/deterrence/path_end.hpp"
#include "indicators/kernels/deterrence/race_path.hpp"

#include <algorithm>
#include <cmath>

namespace entangled::kernels {

Result<RacePath> race_path(const CutGame& game, const RaceSpeeds& speeds, double horizon_years)
{
    if (!std::isfinite(speeds.a) || !std::isfinite(speeds.b) || !(horizon_years > 0.0)) {
        return Error{Errc::bad_value, "race: a speed is not finite or the horizon not positive"};
    }
    const double sum = std::abs(speeds.a) + std::abs(speeds.b);
    if (!std::isfinite(sum)) return Error{Errc::bad_value, "race: the speeds overflow"};
    RacePath race{.path = {.game = game}, .sum = sum};
    if (std::max(speeds.a, speeds.b) <= 0.0) {
        race.path.end = 0.0;
        return race;
    }
    race.path.exponent_a = speeds.a / sum;
    race.path.exponent_b = speeds.b / sum;
    if (std::min(speeds.a, speeds.b) < 0.0) {
        if (!(sum * horizon_years <= 700.0)) return Error{Errc::bad_value, "race: the horizon is too far"};
        race.path.end = std::min(-std::expm1(-sum * horizon_years), 1.0 - 1e-12);
    }
    return race;
}

double RacePath::years_at(double p) const { return -std::log1p(-p) / sum; }

Result<TimeToTipping> time_to_tipping(const CutGame& game, const RaceSpeeds& speeds, double horizon_years,
                                      double smallest_jump)
{
    const auto race = race_path(game, speeds, horizon_years);
    if (!race) return race.error();
    const auto end = follow(race->path, smallest_jump);
    if (!end) return end.error();
    TimeToTipping time{.state = end->state};
    if (end->jump) {
        time.years = race->years_at(end->jump->p);
        if (!std::isfinite(*time.years)) return Error{Errc::bad_value, "time_to_tipping: the time overflows"};
        time.fold = end->jump->fold;
        time.after = end->jump->after;
    }
    return time;
}

Result<double> one_speed_time(double distance, double speed)
{
    if (!(distance >= 0.0 && distance < 1.0) || !(speed > 0.0)) {
        return Error{Errc::bad_value, "one_speed_time: the distance is in [0, 1) and the speed above 0"};
    }
    const double years = -std::log1p(-distance) / speed + 0.0;
    if (!std::isfinite(years)) return Error{Errc::bad_value, "one_speed_time: the time overflows"};
    return years;
}

Result<CutGame> game_after(const CutGame& game, const RaceSpeeds& speeds, double years)
{
    if (const auto error = illegal(game)) return *error;
    if (!std::isfinite(speeds.a) || !std::isfinite(speeds.b) || !(years >= 0.0) || !std::isfinite(years)) {
        return Error{Errc::bad_value, "game_after: a speed is not finite or the time is before the start"};
    }
    CutGame later = game;
    later.a.loss *= std::exp(-speeds.a * years);
    later.b.loss *= std::exp(-speeds.b * years);
    if (const auto error = illegal(later)) return *error;
    return later;
}

}  // namespace entangled::kernels
