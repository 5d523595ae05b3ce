#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace entangled::kernels {

// How good probabilities p in [0, 1] were, given outcomes y, 1 if the event came and 0 if not; one y for each p, any
// order. All errors: no_data if empty, bad_value if lengths differ or an entry is outside its range.

/// mean (p - y)^2, in [0, 1], 0 is best. Brier (1950).
[[nodiscard]] Result<double> brier_score(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes);

/// 1 - BS/(ybar (1 - ybar)): 1 is best, 0 as good as the base rate of these outcomes. Also not_identified if all
/// outcomes are equal.
[[nodiscard]] Result<double> brier_skill(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes);

/// BS = reliability - resolution + uncertainty + within_variance - 2 within_covariance, exactly.
struct BrierParts {
    double reliability{};        ///< sum n_k (pbar_k - ybar_k)^2 / n; Murphy (1973)
    double resolution{};         ///< sum n_k (ybar_k - ybar)^2 / n
    double uncertainty{};        ///< ybar (1 - ybar)
    double within_variance{};    ///< of p inside the bins; Stephenson, Coelho and Jolliffe (2008)
    double within_covariance{};  ///< of p and y inside the bins
};

/// Over `bins` >= 1 equal bins of [0, 1], each closed below and open above but the last. Also bad_value for no bins or
/// more than 1e6.
[[nodiscard]] Result<BrierParts> brier_parts(std::span<const double> probabilities,
                                             std::span<const std::uint8_t> outcomes, std::size_t bins = 10);

struct LogLoss {
    std::optional<double> mean{};     ///< -mean(y ln p + (1 - y) ln(1 - p)); absent if it is infinite
    std::size_t certain_and_wrong{};  ///< forecasts of 0 for what came or 1 for what did not: each makes it infinite
};

/// Forecasts are held in [floor, 1 - floor] first, floor in [0, 0.5); 0 leaves them as they are. Good (1952).
[[nodiscard]] Result<LogLoss> log_loss(std::span<const double> probabilities, std::span<const std::uint8_t> outcomes,
                                       double floor = 0.0);

/// P(p of an event > p of a non-event) + P(equal)/2, in [0, 1], area under the ROC curve. Scores may be any finite
/// numbers. Also not_identified if all outcomes are equal. Hanley and McNeil (1982).
[[nodiscard]] Result<double> roc_area(std::span<const double> scores, std::span<const std::uint8_t> outcomes);

/// Sum over distinct scores from the top of (recall - recall before) * precision, in (0, 1]; tied scores are taken
/// together. For rare events. Also not_identified if there is no event.
[[nodiscard]] Result<double> average_precision(std::span<const double> scores, std::span<const std::uint8_t> outcomes);

/// s(intercept + slope logit p), s logistic: recalibration with few events. p in (0, 1), slope in [0, 1].
[[nodiscard]] Result<double> calibrated(double probability, double intercept, double slope);

/// `calibrated` toward a base rate in (0, 1): intercept (1 - slope) logit(base), so slope 1 keeps p and 0 gives the
/// base.
[[nodiscard]] Result<double> shrunk_to_base_rate(double probability, double base_rate, double slope);

}  // namespace entangled::kernels
