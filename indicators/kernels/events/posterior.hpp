#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

namespace entangled::kernels {

/// Beta prior of a share: `hits` and `misses` seen before, both > 0. The default has mean 5 %.
struct BetaPrior {
    double hits{1.0};
    double misses{19.0};
};

/// What is believed of a share after `trials`.
struct SharePosterior {
    double mean{};        ///< (hits + a)/(trials + a + b), in (0, 1)
    double deviation{};   ///< standard deviation
    Interval interval{};  ///< equal tails
};

/// Posterior Beta(hits + a, trials - hits + b) of a share, with its equal-tailed interval of probability `confidence`
/// in (0, 1). Hits may be weighted, 0 <= hits <= trials; no trials give the prior. Bayes, Laplace (1774).
/// Errors: bad_value if an argument is outside its range or not finite, not_identified if a quantile is out of reach.
[[nodiscard]] Result<SharePosterior> share_posterior(double hits, double trials, BetaPrior prior,
                                                     double confidence = 0.95);

/// (hits + a)/(trials + a + b): a share pulled to the mean of the prior, in (0, 1); no trials give a/(a + b).
/// Error: bad_value unless 0 <= hits <= trials, the prior is positive, and all are finite.
[[nodiscard]] Result<double> shrunk_share(double hits, double trials, BetaPrior prior = {});

/// (p + z^2/2N -+ z sqrt(p(1-p)/N + z^2/4N^2))/(1 + z^2/N), p = hits/trials, in [0, 1]; ends at exactly 0 or 1 for no
/// hit or no miss. Hits may be weighted; the default z is for 95 %. Wilson (1927).
/// Errors: no_data for no trials, bad_value unless 0 <= hits <= trials and z > 0, all finite.
[[nodiscard]] Result<Interval> wilson_interval(double hits, double trials, double z = 1.959963984540054);

}  // namespace entangled::kernels
