#pragma once

#include "indicators/kernels/deterrence/game.hpp"

#include <rapidcheck.h>
#include <cmath>
#include <limits>

namespace entangled::testing {

inline constexpr double inf = std::numeric_limits<double>::infinity();
inline constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

// The games of the escalation study, sections 4.4 and 4.5, whose numbers were computed apart in Python and R.

inline kernels::CutSide equal_side(double loss)
{
    return {.gain = .3, .loss = loss, .cost = 0, .rival_credibility = .8, .retaliation_gain = .2, .precision = 6};
}

inline kernels::CutGame equal_game(double loss) { return {equal_side(loss), equal_side(loss)}; }

inline kernels::CutGame dashboard_game()
{
    return {{.gain = .3, .loss = 1.1, .cost = .05, .rival_credibility = .85, .retaliation_gain = .2, .precision = 6},
            {.gain = .35, .loss = 1.4, .cost = .05, .rival_credibility = .8, .retaliation_gain = .2, .precision = 6}};
}

inline kernels::CutGame mixed_game()
{
    return {{.gain = .35, .loss = 1.3, .cost = .05, .rival_credibility = .7, .retaliation_gain = .25, .precision = 5},
            {.gain = .25, .loss = 1.6, .cost = .05, .rival_credibility = .9, .retaliation_gain = .15, .precision = 4}};
}

/// Evenly spread from the first case on, unlike rc::gen::inRange by itself.
inline double between(double lower, double upper)
{
    const int step = *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 10'001));
    return lower + (upper - lower) * step / 1e4;
}

inline kernels::CutSide some_side()
{
    return {.gain = between(0, 1),
            .loss = between(0, 3),
            .cost = between(0, .7),
            .rival_credibility = between(0, 1),
            .retaliation_gain = between(0, .5),
            .precision = between(.5, 15)};
}

/// Stakes of a size at which most games have a fold ahead.
inline kernels::CutSide some_tense_side()
{
    return {.gain = between(.2, .5),
            .loss = between(.9, 1.6),
            .cost = between(0, .1),
            .rival_credibility = between(.6, 1),
            .retaliation_gain = between(.1, .4),
            .precision = between(5, 12)};
}

inline kernels::CutGame some_game() { return {some_side(), some_side()}; }

}  // namespace entangled::testing
