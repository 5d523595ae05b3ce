#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace entangled::kernels {

// What becomes of concentration when suppliers act as one: a merger, or a bloc that embargoes together. Amounts as for
// `herfindahl`; HHI over countries and over blocs answer different questions.

/// Rise of the HHI if the suppliers at the indices `members` become one: (sum s)^2 - sum s^2, so 2 s_i s_j for two; in
/// [0, 1). One member or none changes nothing: 0. US DoJ/FTC Merger Guidelines (2023), 2.1.
/// Errors: as for `herfindahl`, and bad_value if an index is out of range or listed twice.
[[nodiscard]] Result<double> merger_delta(std::span<const double> amounts, std::span<const std::size_t> members);

/// Amounts added up by group, in ascending order of the group's number, for indices over blocs; in the amounts' unit.
/// Errors: no_data if empty, bad_value if the lengths differ, an amount is negative or not finite, or a sum overflows.
[[nodiscard]] Result<std::vector<double>> summed_by_group(std::span<const double> amounts, std::span<const int> groups);

/// Bands of a guideline, all on the HHI's scale of (0, 1].
enum class ConcentrationBand { low, moderate, high };

/// Where moderate and high concentration begin (each exclusive) and the rise that is presumed harmful in the high band.
struct MergerGuideline {
    double moderate_above{0.10};
    double high_above{0.18};
    double harmful_delta_above{0.01};
};

/// US Department of Justice and Federal Trade Commission (2023), 2.1: 1000, 1800 and +100 points.
inline constexpr MergerGuideline us_guideline_2023{0.10, 0.18, 0.01};
/// The same (2010), still quoted: 1500, 2500 and +200 points.
inline constexpr MergerGuideline us_guideline_2010{0.15, 0.25, 0.02};

/// Band of an HHI in (0, 1]; a limit itself belongs to the lower band. Error: bad_value if it is outside of (0, 1].
[[nodiscard]] Result<ConcentrationBand> concentration_band(double index, const MergerGuideline& = us_guideline_2023);

/// True if `index_after` is in the high band and the merger raised it by more than the guideline's harmful delta.
/// Errors: bad_value if the index is outside of (0, 1] or the delta outside of [0, index_after].
[[nodiscard]] Result<bool> presumed_harmful(double index_after, double delta,
                                            const MergerGuideline& = us_guideline_2023);

/// True if the EU sees no concern: HHI below 0.1, or up to 0.2 with delta below 0.025, or above with delta below 0.015.
/// Errors as for `presumed_harmful`. EU Horizontal Merger Guidelines, OJ C31 (2004).
[[nodiscard]] Result<bool> no_concern_eu(double index_after, double delta);

}  // namespace entangled::kernels
