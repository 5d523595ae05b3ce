#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"
#include "indicators/kernels/uncertainty/composite.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// What a composite may look like under other errors, weights, rules and goalposts.
struct UncertainComposite {
    std::span<const double> scores{};                ///< in [floor, 1]
    std::span<const double> weights{};               ///< >= 0, at least one positive
    std::span<const double> sds{};                   ///< >= 0, of the scores, normal; held in [floor, 1] after drawing
    std::span<const CompositeRule> rules{};          ///< one is drawn, all alike; at least one
    std::optional<double> weight_concentration{20};  ///< weights ~ Dirichlet(this * share); absent: fixed weights
    double goalpost_error{};                         ///< both goalposts move uniformly by up to this share of their
                                                     ///< distance, in [0, 0.4]
    double floor{0.01};                              ///< in (0, 1)
    double threshold{0.6};                           ///< alert level
    std::size_t draws{10'000};                       ///< 2 to 1e7
    std::uint64_t id{};                              ///< of the stream of draws
    unsigned threads{1};                             ///< changes no byte of the result
};

struct UncertainCompositeReading {
    double q05{};
    double q50{};
    double q95{};
    double mean{};
    double above{};  ///< share of draws above the threshold: alert on this, not on the point value
    std::vector<double> score_sensitivity{};   ///< first-order share of the variance, per score; empty if the
                                               ///< composite does not vary or there are fewer than 4 draws
    std::vector<double> weight_sensitivity{};  ///< per weight; empty if weights are fixed, or as above
};

/// Monte Carlo over score errors, weights, rule and goalposts; a function of its argument. Sensitivities are those of
/// `first_order_sensitivity` with 50 bins (fewer below 2,500 draws), 0 for an input that does not vary. OECD/JRC
/// (2008). Errors: no_data if empty, bad_value if a field is outside its range or a length differs, as `composite`
/// otherwise.
[[nodiscard]] Result<UncertainCompositeReading> composite_draws(const UncertainComposite& composite);

/// S = Var(E[y | x])/Var(y) in [0, 1] over `bins` >= 2 groups of x with equal counts, too high by about bins/n:
/// Pearson's correlation ratio, an input's effective importance whatever its nominal weight. Any order; tied x are
/// taken by y. Errors: no_data if empty, insufficient_points below 2 bins values, bad_value if lengths differ, a value
/// is not finite, there are fewer than 2 bins or a sum overflows, not_identified if y does not vary.
[[nodiscard]] Result<double> first_order_sensitivity(std::span<const double> x, std::span<const double> y,
                                                     std::size_t bins = 50);

}  // namespace entangled::kernels
