#pragma once

#include "indicators/core/result.hpp"

#include <cstdint>
#include <span>

namespace entangled::kernels {

/// Events of one directed pair in one window, by class.
struct QuadCounts {
    std::uint64_t verbal_cooperation{};
    std::uint64_t material_cooperation{};
    std::uint64_t verbal_conflict{};
    std::uint64_t material_conflict{};
};

/// n4/N: the share of events that are material conflict, a ratio in [0, 1]; N is the sum of the four counts.
/// Error: no_data if N = 0: no event is no share, not a share of 0.
[[nodiscard]] Result<double> material_conflict_share(const QuadCounts& counts);

/// (n4 + n3/2)/N: verbal conflict counts half; a ratio in [0, 1]. Error: no_data if N = 0.
[[nodiscard]] Result<double> weighted_conflict_share(const QuadCounts& counts);

// Goldstein weights g in [-10, 10], one per event of the window, any order; negative is conflict. Goldstein (1992).

/// sum of g, the same bytes for any order; no events are 0, not an error: the caller has checked that the record covers
/// the window. Goldstein and Freeman (1990). Error: bad_value if a weight is outside [-10, 10].
[[nodiscard]] Result<double> net_cooperation(std::span<const double> weights);

/// Mean of g, in [-10, 10]. Errors: no_data if empty, bad_value if a weight is outside [-10, 10].
[[nodiscard]] Result<double> mean_cooperation(std::span<const double> weights);

/// sum of max(0, -g) >= 0: cooperation does not offset conflict; no events are 0.
/// Error: bad_value if a weight is outside [-10, 10].
[[nodiscard]] Result<double> conflict_only(std::span<const double> weights);

/// Words and deeds among events.
struct ThreatActSplit {
    std::uint64_t threats{};  ///< root codes 10 to 13
    std::uint64_t acts{};     ///< root codes 14 to 20
    std::uint64_t other{};    ///< root codes 1 to 9
};

/// Counts CAMEO root codes 1 to 20, any order; no codes give zeros. Error: bad_value if a code is outside 1 to 20.
[[nodiscard]] Result<ThreatActSplit> threat_act_split(std::span<const int> root_codes);

/// acts/(acts + threats), a ratio in [0, 1]; its interval is `wilson_interval(acts, acts + threats)`.
/// Error: no_data if there is neither threat nor act.
[[nodiscard]] Result<double> act_ratio(const ThreatActSplit& split);

}  // namespace entangled::kernels
