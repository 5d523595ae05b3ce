#include "indicators/kernels/interdependence/trade_dependence.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace entangled::kernels {

Result<double> hirschman_share(double trade_between, double trade_with_all)
{
    if (!all_non_negative(std::array{trade_between, trade_with_all}) || trade_between > trade_with_all) {
        return Error{Errc::bad_value, "trade share: a number is illegal, or the part exceeds the whole"};
    }
    if (trade_with_all == 0.0) return Error{Errc::not_identified, "trade share: there is no trade at all"};
    return trade_between / trade_with_all;
}

Result<double> openness(double trade_with_all, double gdp)
{
    if (!all_non_negative(std::array{trade_with_all, gdp})) {
        return Error{Errc::bad_value, "trade over GDP: a number is negative or not finite"};
    }
    if (gdp == 0.0) return Error{Errc::not_identified, "trade over GDP: the GDP is 0"};
    const double ratio = trade_with_all / gdp;
    if (!std::isfinite(ratio)) return Error{Errc::bad_value, "trade over GDP: out of range of double"};
    return ratio;
}

Result<Barbieri> barbieri(const TradeTies& ties)
{
    const auto share_i = hirschman_share(ties.between, ties.all_i);
    if (!share_i) return share_i.error();
    const auto share_j = hirschman_share(ties.between, ties.all_j);
    if (!share_j) return share_j.error();
    Barbieri result{*share_i, *share_j, 0.0, 0.0, 0.0};
    // Root by root: the product of two small shares may vanish.
    result.salience = std::sqrt(*share_i) * std::sqrt(*share_j);
    result.symmetry = 1.0 - std::abs(*share_i - *share_j);
    result.interdependence = result.salience * result.symmetry;
    return result;
}

Result<OnealRussett> oneal_russett(const GdpTies& ties)
{
    const auto i = openness(ties.between, ties.gdp_i);
    if (!i) return i.error();
    const auto j = openness(ties.between, ties.gdp_j);
    if (!j) return j.error();
    return OnealRussett{*i, *j, std::min(*i, *j), std::max(*i, *j)};
}

}  // namespace entangled::kernels
