#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"
#include "indicators/kernels/reaction/surrogates.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

/// Two sides' acts as times in days, any order, all inside the record that both were watched for.
struct EventStreams {
    std::span<const double> acts;
    std::span<const double> responses;
    Interval record;  ///< of positive length
};

/// A response at t answers an act at s if after < t - s <= to, in days; an act at the same time is no answer to it.
struct LagWindow {
    double after_days{0.0};
    double to_days{7.0};  ///< > after_days
};

/// Who follows whom within a window.
struct Coincidences {
    std::size_t acts{};
    std::size_t answered{};  ///< acts with a response in their window
    std::size_t responses{};
    std::size_t preceded{};   ///< responses in the window of an act
    double answered_share{};  ///< trigger coincidence rate, in [0, 1]
    double preceded_share{};  ///< precursor coincidence rate, in [0, 1]
};

/// Event coincidence rates of Donges et al. (2016). An act near the end of the record counts although its window is
/// cut. Errors: no_data if a stream is empty, bad_value if a time is outside the record or not finite, or the record or
/// window is empty or not finite.
[[nodiscard]] Result<Coincidences> coincidences(const EventStreams& streams, LagWindow window);

/// What chance may change in the response stream, on the record bent to a ring.
enum class EventBaseline {
    circular_shift,  ///< all dates moved by one random amount: clusters and gaps stay
    permuted_gaps,   ///< gaps in random order from a random start: gap lengths stay, clusters of gaps do not
    permuted_labels  ///< all dates of both sides stay, who acted is drawn anew: a common season stays
};

/// How `test_coincidences` compares.
struct CoincidenceOptions {
    EventBaseline baseline{EventBaseline::circular_shift};
    SurrogateDraws surrogates{};
    std::size_t fewest_events{10};  ///< of each side; below, only counts can be reported; at least 3
};

/// Coincidences in one window beside those of chance.
struct CoincidenceTest {
    LagWindow window{};
    Coincidences observed{};
    double baseline_share{};  ///< mean answered share of the surrogates
    double excess_share{};    ///< answered_share - baseline_share, in [-1, 1]
    double p{};               ///< (1 + #{answered of surrogate >= answered})/(M + 1)
    double p_family{};        ///< corrected for the number of windows by the largest standardised count
};

/// Do responses follow acts more often than chance has it, in each window? Same bytes for any order of times and any
/// number of threads. Errors: as for `coincidences`, insufficient_points if a side has fewer than `fewest_events`,
/// no_data for no windows, bad_value for more than 1,000 windows, illegal draws, or fewest_events < 3.
[[nodiscard]] Result<std::vector<CoincidenceTest>> test_coincidences(const EventStreams& streams,
                                                                     std::span<const LagWindow> windows,
                                                                     const CoincidenceOptions& options = {});

}  // namespace entangled::kernels
