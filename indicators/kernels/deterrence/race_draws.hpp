#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/deterrence/draw_band.hpp"
#include "indicators/kernels/deterrence/game.hpp"

#include <cstddef>
#include <cstdint>

namespace entangled::kernels {

/// One side of a race whose loss and speed are known with errors.
struct UncertainSide {
    CutSide side{};        ///< its loss is the median of the draws
    double loss_log_sd{};  ///< of ln L, normal; in [0, 10]
    double speed{};        ///< s per year
    double speed_error{};  ///< standard error of s, normal; >= 0
    std::uint64_t id{};    ///< of the side's own stream, different from the rival's
};

struct UncertainRace {
    UncertainSide a{};
    UncertainSide b{};
    std::size_t draws{400};        ///< 1 to 1e6
    double soon_years{3.0};        ///< h > 0 of P(t* < h)
    double horizon_years{1000.0};  ///< as for `time_to_tipping`
    unsigned threads{1};           ///< changes no byte of the result
};

struct UncertainRaceReading {
    DrawBand distance{};         ///< delta* of both; 0 in draws already lost, out of reach if unreachable or smooth
    DrawBand time_to_tipping{};  ///< years, likewise
    double soon{};               ///< P(t* < soon_years), draws already lost among them
    double already_lost{};       ///< shares of the draws; these two and those with a time > 0 add to 1
    double never{};              ///< time unreachable or smooth
};

/// delta* and t* over draws L_i exp(sd_i z) and s_i + se_i z. A function of its argument.
/// Errors: no_data for 0 draws, bad_value if a field is outside its range or a drawn game or race is illegal.
[[nodiscard]] Result<UncertainRaceReading> race_draws(const UncertainRace& race);

}  // namespace entangled::kernels
