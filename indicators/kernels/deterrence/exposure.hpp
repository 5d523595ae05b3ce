#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/deterrence/fold.hpp"

#include <cstddef>
#include <span>

namespace entangled::kernels {

// How measured dependence becomes the parameters of a cut-off game.

/// A flow of dependence that is expected to thin out.
struct ExpectedExposure {
    double dependence{};  ///< D in [0, 1], share that the rival supplies
    double flow{1.0};     ///< V >= 0, money a year
    double discount{};    ///< r, per year
    double speed{};       ///< s, own decoupling per year; below 0 while dependence grows
    double hazard{};      ///< h >= 0, expected cuts per year
};

/// D V/(r + s + h), in V's unit: announced decoupling and pessimism lower it before any trade changes. Errors:
/// bad_value if a field is outside its range, not finite, or the value overflows; not_identified if r + s + h <= 0: the
/// sum over the future has no end. Copeland (1996).
[[nodiscard]] Result<double> present_exposure(const ExpectedExposure& exposure);

/// G of a side from its leverage over the rival.
struct LeverageGain {
    double fixed{};             ///< g0
    double per_dependence{};    ///< g1
    double window{};            ///< w, use it or lose it
    double rival_dependence{};  ///< D_j in [0, 1]
    double rival_speed{};       ///< s_j per year; leverage decays only while it is above 0
};

/// G = g0 + g1 D_j + w max(0, s_j) D_j. Error: bad_value if a field is outside its range, not finite, or G overflows.
[[nodiscard]] Result<double> leverage_gain(const LeverageGain& gain);

/// L of a side over several goods, each of which the rival can cut by itself.
struct GoodsLoss {
    double total{};            ///< sum of weight * dependence
    double without_largest{};  ///< the same without the largest single term
    double largest{};          ///< that term
    std::size_t index{};       ///< its place in the input, the first of equal ones
};

/// Weights >= 0, dependence in [0, 1], one per good. Errors: no_data if empty, bad_value if the lengths differ, an
/// entry is outside its range or not finite, or the sum overflows.
[[nodiscard]] Result<GoodsLoss> goods_loss(std::span<const double> weights, std::span<const double> dependence);

/// delta* with both sides' losses whole and with each side's largest chokepoint gone.
struct ChokepointRobustness {
    DistanceToTipping whole{};
    DistanceToTipping without_largest{};
};

/// distance_to_tipping of the game with losses `a.total`, `b.total` and again with `without_largest`; the losses in
/// `game` are not read. Errors as for `distance_to_tipping`.
[[nodiscard]] Result<ChokepointRobustness> chokepoint_robustness(const CutGame& game, const GoodsLoss& a,
                                                                 const GoodsLoss& b, Decoupling which);

}  // namespace entangled::kernels
