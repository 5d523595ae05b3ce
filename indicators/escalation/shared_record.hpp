#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indicators/inputs.hpp"

namespace entangled {

/// Up to when the record of acts speaks, and how much of it could be read.
struct RecordReach {
    Date day{};  ///< day at which what decays or counts is evaluated: min(now, last complete day)
    Timestamp evaluated_at;
    double coverage{1.0};  ///< accepted rows / all rows
};

/// Reach of all feeds that deliver acts. Errors: not_configured or no_data without such a feed, not_observed past the
/// grace after its complete_until, stale, below_coverage if more than 1 in 50 rows could not be read.
[[nodiscard]] Result<RecordReach> reach_of_acts(const Evaluation& evaluation);

/// Whether any of the economies is in the set of an act.
[[nodiscard]] bool names_any(const std::vector<std::string>& set, const std::set<std::string>& economies);

/// Adds the act to the working, if one is asked for.
void show(const Evaluation& evaluation, const Act& act, std::string figure);

}  // namespace entangled
