#pragma once

#include "indicators/core/result.hpp"
#include "indicators/kernels/events/posterior.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace entangled::kernels {

/// A response whose text or product family refers to a provocation; indices into the two lists of times.
struct ActReference {
    std::size_t provocation{};
    std::size_t response{};
};

/// What is known of two sides' acts at the time `today_days`; times in days on one clock, any order.
struct ActRecord {
    std::span<const double> provocations{};      ///< acts of the one side, none after today
    std::span<const double> responses{};         ///< acts of the other; those after today are not known yet
    std::span<const ActReference> references{};  ///< which response names which provocation
    double today_days{};
    double horizon_days{180.0};  ///< > 0; a later act is no answer
};

/// A provocation and its answer, if any.
struct ActPair {
    std::optional<std::size_t> response;  ///< index; absent: not answered so far
    double days{};                        ///< latency or, if not answered, time under observation <= horizon
    bool inferred{};                      ///< the response is the next in time, nothing says that it refers to the act
};

/// For each provocation at t, in order: the first response in (t, t + horizon] that refers to it, or else the first
/// response there at all (`inferred`), or else nothing up to min(today, t + horizon). A response may answer several
/// acts; of equal times the lowest index counts. Errors: no_data for no provocations, bad_value if a time is not
/// finite, the horizon is not positive, a provocation is after today, or a reference has no act.
[[nodiscard]] Result<std::vector<ActPair>> pair_acts(const ActRecord& record);

/// How long a provocation has waited, in days >= 0, and whether it was answered then.
struct Latency {
    double days{};
    bool answered{};  ///< false: censored, still waiting when last seen
};

/// State just after the waiting time `days`, at which someone answered.
struct SurvivalStep {
    double days{};
    std::size_t at_risk{};   ///< n_k, waiting just before; those censored at the same time are among them
    std::size_t answered{};  ///< d_k
    double waiting{};        ///< S, product of 1 - d/n so far, in [0, 1]
    double deviation{};      ///< of S, Greenwood (1926); 0 once S is 0
};

/// Share of provocations still not answered as a function of time.
struct AnswerSurvival {
    std::vector<SurvivalStep> steps;    ///< ascending in time; empty if nothing was answered
    std::optional<double> median_days;  ///< least time with S <= 1/2; absent: not reached
    double last_days{};                 ///< longest time seen; S is unknown beyond unless it is 0
};

/// Kaplan-Meier estimate S(u) = prod_{t_k <= u} (1 - d_k/n_k), the same for any order. Kaplan and Meier (1958). n >= 1.
/// Errors: no_data if empty, bad_value if a time is negative or not finite.
[[nodiscard]] Result<AnswerSurvival> answer_survival(std::span<const Latency> latencies);

/// 1 - S(horizon): the share answered within `horizon_days`, in [0, 1]; censored waits count as long as they were seen.
/// Errors: no_data if empty, bad_value if a time or the horizon is negative or not finite, not_identified if the
/// horizon is beyond the longest time seen and some still waited then.
[[nodiscard]] Result<double> answer_rate(std::span<const Latency> latencies, double horizon_days);

/// Belief in an answer after `answered` of `provocations`, both whole waits: mean (k + 1)/(n + 2) with the uniform
/// prior, and interval of `share_posterior`. No provocations give the prior. Laplace (1774).
/// Error: bad_value if answered > provocations or an argument is illegal.
[[nodiscard]] Result<SharePosterior> credibility(std::size_t answered, std::size_t provocations,
                                                 BetaPrior prior = {1.0, 1.0}, double confidence = 0.95);

/// Severities > 0 of a provocation and of its answer, in one unit.
struct SeverityPair {
    double provocation{};
    double response{};
};

/// Median of ln(response/provocation): > 0 over-matching, escalatory; < 0 damping. Exactly antisymmetric in the sides.
/// Errors: no_data if empty, bad_value if a severity is not positive or not finite.
[[nodiscard]] Result<double> proportionality(std::span<const SeverityPair> pairs);

}  // namespace entangled::kernels
