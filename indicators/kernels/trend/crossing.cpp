#include "indicators/kernels/trend/crossing.hpp"

#include <cmath>

namespace entangled::kernels {
namespace {

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

/// ln(level/target) for level > target. The quotient keeps the digits of close levels, the difference cannot overflow.
double log_ratio(double level, double target)
{
    const double ratio = level / target;
    return std::isfinite(ratio) ? std::log(ratio) : std::log(level) - std::log(target);
}

std::optional<double> years_at(double distance, double rate)
{
    if (rate <= 0.0) return std::nullopt;
    const double years = distance / rate;
    return std::isfinite(years) ? std::optional{years} : std::nullopt;
}

}  // namespace

Result<Crossing> time_to_threshold(double level, double target, double rate, Interval band)
{
    if (!positive(level) || !positive(target)) {
        return Error{Errc::bad_value, "time_to_threshold: level and target are positive and finite"};
    }
    if (!std::isfinite(band.lower) || !std::isfinite(band.upper) || !(band.lower <= rate && rate <= band.upper)) {
        return Error{Errc::bad_value, "time_to_threshold: the rate lies in its band, both finite"};
    }
    if (level <= target) return Crossing{0.0, 0.0, 0.0, false};
    const double distance = log_ratio(level, target);
    Crossing crossing{years_at(distance, rate), years_at(distance, band.upper), years_at(distance, band.lower), false};
    crossing.may_never = !crossing.upper;
    return crossing;
}

}  // namespace entangled::kernels
