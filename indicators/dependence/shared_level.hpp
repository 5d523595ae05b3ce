#pragma once

#include <optional>
#include <string>

#include "indicators/inputs.hpp"

namespace entangled {

/// The newest point of one series (or that of the pinned period) that has a figure. Periods without one are passed
/// over. Errors: not_configured, no_data, stale.
[[nodiscard]] Result<KnownPoint> newest_point(const Evaluation& evaluation, const SeriesKey& key,
                                              const std::optional<Period>& pinned);

/// A reading that is one published figure: value or bounds, with everything that says where it is from.
[[nodiscard]] Reading published_level(const Evaluation& evaluation, const SeriesKey& key,
                                      const std::optional<Period>& pinned);

}  // namespace entangled
