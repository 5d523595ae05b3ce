#include "indicators/kernels/events/decay.hpp"

#include "indicators/kernels/numbers/sum.hpp"

#include <cmath>
#include <utility>
#include <vector>

namespace entangled::kernels {
namespace {

bool legal(double value) { return std::isfinite(value) && value >= 0.0; }

}  // namespace

Result<double> decayed_intensity(std::span<const AgedWeight> events, double half_life_days)
{
    if (!legal(half_life_days) || half_life_days == 0.0) {
        return Error{Errc::bad_value, "decayed_intensity: the half-life is positive and finite"};
    }
    std::vector<double> terms;
    terms.reserve(events.size());
    for (const AgedWeight& event : events) {
        if (!legal(event.age_days) || !legal(event.weight)) {
            return Error{Errc::bad_value, "decayed_intensity: ages and weights are finite and not negative"};
        }
        terms.push_back(event.weight * std::exp2(-event.age_days / half_life_days));
    }
    return ordered_sum(std::move(terms));
}

}  // namespace entangled::kernels
