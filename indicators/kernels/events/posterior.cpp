#include "indicators/kernels/events/posterior.hpp"

#include "indicators/kernels/numbers/quiet_math.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

namespace entangled::kernels {
namespace {

namespace math = boost::math;
// The inverse of the incomplete beta function loses its way beyond; no record of events is that long.
constexpr double most_pseudo_trials = 1e12;
constexpr double least_pseudo_trials = 1e-6;

bool counts_legal(double hits, double trials) { return std::isfinite(trials) && hits >= 0.0 && hits <= trials; }

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

bool within_reach(double pseudo) { return pseudo >= least_pseudo_trials && pseudo <= most_pseudo_trials; }

}  // namespace

Result<double> shrunk_share(double hits, double trials, BetaPrior prior)
{
    if (!counts_legal(hits, trials)) return Error{Errc::bad_value, "shrunk_share: 0 <= hits <= trials, both finite"};
    if (!positive(prior.hits) || !positive(prior.misses)) {
        return Error{Errc::bad_value, "shrunk_share: the prior is positive and finite"};
    }
    const double share = (hits + prior.hits) / (trials + prior.hits + prior.misses);
    if (!(share > 0.0 && share <= 1.0)) return Error{Errc::bad_value, "shrunk_share: the counts exceed the range"};
    return share;
}

Result<SharePosterior> share_posterior(double hits, double trials, BetaPrior prior, double confidence)
{
    const auto mean = shrunk_share(hits, trials, prior);
    if (!mean) return mean.error();
    if (!(confidence > 0.0 && confidence < 1.0)) {
        return Error{Errc::bad_value, "share_posterior: the confidence is outside (0, 1)"};
    }
    const double a = hits + prior.hits;
    const double b = trials - hits + prior.misses;
    if (!within_reach(a) || !within_reach(b)) {
        return Error{Errc::bad_value, "share_posterior: hits or misses with their prior are outside [1e-6, 1e12]"};
    }
    const double tail = 0.5 * (1.0 - confidence);
    const double lower = math::ibeta_inv(a, b, tail, QuietMath{});
    const double upper = math::ibetac_inv(a, b, tail, QuietMath{});
    if (!(lower >= 0.0 && lower <= upper && upper <= 1.0)) {
        return Error{Errc::not_identified, "share_posterior: a quantile of the posterior is out of reach"};
    }
    const double total = a + b;
    return SharePosterior{*mean, std::sqrt(a / total * (b / total) / (total + 1.0)), {lower, upper}};
}

Result<Interval> wilson_interval(double hits, double trials, double z)
{
    if (!counts_legal(hits, trials)) return Error{Errc::bad_value, "wilson_interval: 0 <= hits <= trials, both finite"};
    if (!positive(z)) return Error{Errc::bad_value, "wilson_interval: z is positive and finite"};
    if (trials == 0.0) return Error{Errc::no_data, "wilson_interval: no trials have no share"};
    const double p = hits / trials;
    const double w = z * (z / trials);
    const double half = std::sqrt(w * (p * ((trials - hits) / trials) + 0.25 * w));
    // For no hit both terms are w/2 and their difference may leave a rounding error of either sign.
    const double lower = hits == 0.0 ? 0.0 : (p + 0.5 * w - half) / (1.0 + w);
    const double upper = hits == trials ? 1.0 : (p + 0.5 * w + half) / (1.0 + w);
    if (!std::isfinite(lower) || !std::isfinite(upper)) {
        return Error{Errc::bad_value, "wilson_interval: z^2/trials exceeds the range of double"};
    }
    return Interval{std::clamp(lower, 0.0, p), std::clamp(upper, p, 1.0)};
}

}  // namespace entangled::kernels
