#pragma once

#include "indicators/core/result.hpp"

#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// How sub-scores become one number.
enum class Aggregation {
    arithmetic,  ///< sum w s: weak spots are made up for
    geometric,   ///< exp(sum w ln s): all have to be strong; scores > 0
    harmonic,    ///< 1/sum(w/s); scores > 0
    power,       ///< (sum w s^p)^(1/p), p != 0; scores >= 0, > 0 if p < 0
    maximum,     ///< the largest score with a weight
    noisy_or     ///< 1 - prod (1 - s)^w: any one is enough; scores in [0, 1], weights as they are
};

struct CompositeRule {
    Aggregation aggregation{Aggregation::arithmetic};
    double exponent{2.0};  ///< p of the power mean; its limit 0 is the geometric mean
};

/// One number from scores and weights >= 0, at least one positive; weights are divided by their sum, but for noisy_or.
/// A score with weight 0 has no part. Errors: no_data if empty or all weights are 0; bad_value if lengths differ, an
/// entry is not finite or outside the rule's range, the exponent is 0 or beyond +-1e3, or the result overflows.
/// OECD/JRC (2008), Handbook on Constructing Composite Indicators.
[[nodiscard]] Result<double> composite(std::span<const double> scores, std::span<const double> weights,
                                       const CompositeRule& rule = {});

/// The composite without each score in turn, weights renormalised. n >= 2. Errors: as `composite`, insufficient_points
/// for one score, no_data if what is left has no weight.
[[nodiscard]] Result<std::vector<double>> leave_one_out(std::span<const double> scores, std::span<const double> weights,
                                                        const CompositeRule& rule = {});

/// sqrt(sum (dI/ds_i sd_i)^2) for independent errors of the scores, to first order. Errors: as `composite`, bad_value
/// if an sd is negative, not finite or missing, not_identified where the composite has no derivative: tied largest
/// scores under `maximum`, a score of 1 under noisy_or, or of 0 under a power mean.
[[nodiscard]] Result<double> delta_method_sd(std::span<const double> scores, std::span<const double> weights,
                                             std::span<const double> sds, const CompositeRule& rule = {});

struct CoveredComposite {
    double value{};
    double coverage{};  ///< weight of the scores present over all weight, in (0, 1]
};

/// The composite of the scores that are present, weights renormalised. Errors: as `composite`, below_coverage if the
/// coverage is below `fewest` in [0, 1].
[[nodiscard]] Result<CoveredComposite> covered_composite(std::span<const std::optional<double>> scores,
                                                         std::span<const double> weights,
                                                         const CompositeRule& rule = {}, double fewest = 0.7);

}  // namespace entangled::kernels
