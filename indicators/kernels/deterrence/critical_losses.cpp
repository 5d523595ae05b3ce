#include "indicators/kernels/deterrence/symmetric.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace entangled::kernels {
namespace {

constexpr double largest_loss = 1e9;

/// What `side` is tempted by above a fold at loss L; falls in L.
struct Excess {
    CutSide side;
    bool at_low{};

    double operator()(double loss) const
    {
        const double answer = side.rival_credibility * loss;
        const double a = side.gain - side.cost - answer;
        const double b = answer + side.retaliation_gain;
        // Written out rather than asked of symmetric_folds: at the cusp itself, where the search begins, both folds are
        // at a = -b/2.
        const double root = std::sqrt(std::max(0.0, 1.0 - 4.0 / (side.precision * b)));
        const double low = 2.0 / (side.precision * b * (1.0 + root));
        const double logit = (std::log(low) - std::log1p(-low)) / side.precision;
        return at_low ? a - (logit - b * low) : a - (-logit - b * 0.5 * (1.0 + root));
    }
};

std::optional<double> root_of(const Excess& excess, double from)
{
    double to = 2.0 * from + 1.0 / (excess.side.precision * excess.side.rival_credibility);
    while (excess(to) > 0.0) {
        from = to;
        to *= 2.0;
        if (!(to <= largest_loss)) return std::nullopt;
    }
    for (int round = 0; round < 200; ++round) {
        const double middle = std::midpoint(from, to);
        if (middle == from || middle == to) break;
        (excess(middle) > 0.0 ? from : to) = middle;
    }
    return to;
}

}  // namespace

std::optional<double> CriticalLosses::hysteresis() const noexcept
{
    if (!tipping || !regain) return std::nullopt;
    return *regain - *tipping;
}

Result<CriticalLosses> critical_losses(const CutSide& side)
{
    CutSide probe = side;
    probe.loss = 0.0;
    if (const auto checked = incentive(probe); !checked) return checked.error();
    if (side.rival_credibility == 0.0) {
        return Error{Errc::not_identified, "critical_losses: the loss changes nothing without credibility"};
    }
    const double cusp = (4.0 / side.precision - side.retaliation_gain) / side.rival_credibility;
    const double from = std::max(cusp, 0.0);
    if (!(from <= largest_loss)) return Error{Errc::not_identified, "critical_losses: the cusp is out of reach"};
    CriticalLosses losses;
    const Excess low{side, true};
    const Excess high{side, false};
    if (low(from) > 0.0) losses.tipping = root_of(low, from);
    if (high(from) > 0.0) {
        losses.regain = root_of(high, from);
        if (!losses.regain) return Error{Errc::not_identified, "critical_losses: escalation ends at no loss below 1e9"};
    }
    return losses;
}

}  // namespace entangled::kernels
