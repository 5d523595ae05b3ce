#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"
#include "indicators/kernels/deterrence/draw_band.hpp"
#include "indicators/kernels/deterrence/game.hpp"

#include <cstddef>
#include <cstdint>

namespace entangled::kernels {

/// What is known of one side. Each range is drawn from uniformly; an exact one fixes its parameter.
struct FanSide {
    double gain{};                         ///< G at the centre
    double gain_error{0.25};               ///< G is drawn within this share of it, in [0, 1]
    Interval loss{};                       ///< L, of the dependence indicator; >= 0
    double rival_credibility{};            ///< rho at the centre, in [0, 1]
    double credibility_error{0.15};        ///< rho is drawn within this of it and held in [0, 1]; >= 0
    Interval retaliation_gain{0.05, 0.4};  ///< r >= 0
    Interval base_rate{0.01, 0.05};        ///< p0 in (0, 1) that sets K = -logit(p0)/lambda
    Interval precision{3.0, 9.0};          ///< lambda > 0
    double speed{};                        ///< s per year
    double speed_error{};                  ///< standard error of s, normal; >= 0
    std::uint64_t id{};                    ///< of the side's own stream, different from the rival's
};

struct Fan {
    FanSide a{};
    FanSide b{};
    std::size_t draws{200};        ///< 1 to 100,000
    double horizon_years{1000.0};  ///< as for `time_to_tipping`
    unsigned threads{1};           ///< changes no byte of the result
};

/// How a game's readings spread over the plausible parameters: alert on shares and bands, not on the point value.
struct FanReading {
    double robust{};  ///< shares of the draws; the first three add to 1
    double fragile{};
    double lost{};
    double smooth{};           ///< share in which no tipping is ahead, among robust and lost; see CutRegimeReading
    DrawBand distance_both{};  ///< delta*; 0 in a lost draw, out of reach where it is unreachable or smooth
    DrawBand distance_a{};
    DrawBand distance_b{};
    DrawBand time_to_tipping{};  ///< years, likewise
    DrawBand kappa{};  ///< of the least equilibrium; low again once restraint is lost: read it with the regime
    DrawBand critical_risk_a{};  ///< q* in [0, 1], over the draws in which it is defined, b > 0
    DrawBand critical_risk_b{};
};

/// Latin hypercube over both sides' seven parameters. A function of its argument: exchanging the sides with their ids
/// exchanges the results byte for byte.
/// Errors: no_data for 0 draws, bad_value if a field is outside its range or a drawn game or race is illegal.
[[nodiscard]] Result<FanReading> parameter_fan(const Fan& fan);

}  // namespace entangled::kernels
