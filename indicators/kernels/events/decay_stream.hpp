#pragma once

#include "indicators/core/result.hpp"

#include <cstdint>

namespace entangled::kernels {

/// `decayed_intensity` as a running state: one event at a time, late ones too, no history kept. The value at any time
/// equals the sum over all events within 1e-13 relative, however many there were; their order changes rounding only.
/// Plain data; a default state is an empty stream. Weights are kept at whole half-lives: moving on is exact.
struct DecayStream {
    double half_life_days{14.0};  ///< > 0; times / half-life stay within 2^50
    double latest_days{};         ///< time of the latest event, meaningless if `events` is 0
    std::int64_t half_lives{};    ///< whole half-lives from time 0 to the scale of `sum`
    double sum{};                 ///< severity points at that scale
    double compensation{};        ///< low part of `sum`
    std::uint64_t events{};
};

/// The stream with one more event of `weight` >= 0 severity points at `time_days`, in any order of arrival: an event
/// from the past adds weight * 2^(-(latest - time)/half-life), which is exact because the sum is linear.
/// Error: bad_value if an argument is not finite, the weight is negative, the state is illegal, or the sum overflows.
[[nodiscard]] Result<DecayStream> with_event(const DecayStream& stream, double time_days, double weight);

/// Both streams as one: each event counts as if it had arrived at a single stream. Same half-life.
/// Error: bad_value if the half-lives differ, a state is illegal, or the sum overflows.
[[nodiscard]] Result<DecayStream> merged(const DecayStream& left, const DecayStream& right);

/// sum of weight * 2^(-(time - t_k)/half-life) in severity points, >= 0, at a time not before the latest event; 0 for a
/// stream with no events. Error: bad_value if the time is before the latest event or not finite, or on overflow.
[[nodiscard]] Result<double> intensity_at(const DecayStream& stream, double time_days);

/// r E[w] H/ln 2: mean intensity in severity points of acts that come at random, `rate_per_day` of them with severity
/// `mean_weight` on average. Campbell (1909).
/// Error: bad_value if rate or weight is negative, the half-life is not positive, or one or the mean is not finite.
[[nodiscard]] Result<double> steady_intensity(double rate_per_day, double mean_weight, double half_life_days);

/// intensity / control: hostility per unit of what is reported of all dyads, so that a source which prints twice as
/// much changes nothing. `control` is the intensity of the control dyads with the same half-life and severities; ratio
/// >= 0. Errors: not_identified if the control is 0, bad_value if one is negative or one or the ratio is not finite.
[[nodiscard]] Result<double> control_normalised(double intensity, double control);

}  // namespace entangled::kernels
