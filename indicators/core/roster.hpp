#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/core/dataset.hpp"

namespace entangled {

/// Which membership of a bloc counts: fixed at a date (then the same for every as-of view) or as known at the
/// evaluation time.
struct RosterRule {
    std::optional<Date> fixed;           ///< empty: dated, without look-ahead
    std::vector<std::string> standings;  ///< standings that count as membership, for example signatory, participant
};

/// `fixed at 2026-08-13` or `dated`.
[[nodiscard]] std::string to_string(const RosterRule& rule);

/// The economies of a bloc under a rule. Unlisted economies are neutral. Empty if the bloc has no member.
[[nodiscard]] std::set<std::string> members(const View& view, std::string_view bloc, const RosterRule& rule);

}  // namespace entangled
