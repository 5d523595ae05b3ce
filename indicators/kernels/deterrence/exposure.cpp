#include "indicators/kernels/deterrence/exposure.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace entangled::kernels {

Result<double> present_exposure(const ExpectedExposure& e)
{
    const bool finite = std::isfinite(e.discount) && std::isfinite(e.speed);
    const double sizes[] = {e.flow, e.hazard};
    if (!finite || !all_non_negative(sizes) || !(e.dependence >= 0.0 && e.dependence <= 1.0)) {
        return Error{Errc::bad_value, "present_exposure: a field is outside its range"};
    }
    const double rate = e.discount + e.speed + e.hazard;
    if (!(rate > 0.0)) return Error{Errc::not_identified, "present_exposure: r + s + h is not positive"};
    const double value = e.dependence * e.flow / rate;
    if (!std::isfinite(value)) return Error{Errc::bad_value, "present_exposure: the value overflows"};
    return value;
}

Result<double> leverage_gain(const LeverageGain& g)
{
    if (!(g.rival_dependence >= 0.0 && g.rival_dependence <= 1.0) || !std::isfinite(g.rival_speed)) {
        return Error{Errc::bad_value, "leverage_gain: a field is outside its range"};
    }
    const double closing = g.window * std::max(0.0, g.rival_speed) * g.rival_dependence;
    const double gain = g.fixed + g.per_dependence * g.rival_dependence + closing;
    if (!std::isfinite(gain)) return Error{Errc::bad_value, "leverage_gain: a field is not finite or G overflows"};
    return gain;
}

Result<GoodsLoss> goods_loss(std::span<const double> weights, std::span<const double> dependence)
{
    if (weights.empty() && dependence.empty()) return Error{Errc::no_data, "goods_loss: no good"};
    if (weights.size() != dependence.size() || !all_non_negative(weights) || !all_ratios(dependence)) {
        return Error{Errc::bad_value, "goods_loss: a weight or dependence is outside its range, or one is missing"};
    }
    std::vector<double> terms(weights.size());
    std::ranges::transform(weights, dependence, terms.begin(), [](double w, double d) { return w * d; });
    const auto total = ordered_sum(terms);
    if (!total) return total.error();
    const auto top = std::ranges::max_element(terms);
    GoodsLoss loss{.total = *total, .largest = *top, .index = static_cast<std::size_t>(top - terms.begin())};
    terms.erase(top);
    const auto rest = ordered_sum(std::move(terms));
    if (!rest) return rest.error();
    loss.without_largest = *rest;
    return loss;
}

Result<ChokepointRobustness> chokepoint_robustness(const CutGame& game, const GoodsLoss& a, const GoodsLoss& b,
                                                   Decoupling which)
{
    CutGame changed = game;
    changed.a.loss = a.total;
    changed.b.loss = b.total;
    const auto whole = distance_to_tipping(changed, which);
    if (!whole) return whole.error();
    changed.a.loss = a.without_largest;
    changed.b.loss = b.without_largest;
    const auto without = distance_to_tipping(changed, which);
    if (!without) return without.error();
    return ChokepointRobustness{*whole, *without};
}

}  // namespace entangled::kernels
