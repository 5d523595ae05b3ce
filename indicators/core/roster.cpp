#include "indicators/core/roster.hpp"

#include <algorithm>

namespace entangled {

std::string to_string(const RosterRule& rule) { return rule.fixed ? "fixed at " + format_date(*rule.fixed) : "dated"; }

std::set<std::string> members(const View& view, std::string_view bloc, const RosterRule& rule)
{
    // A fixed roster is part of the question, not of what was known: it is exempt from the as-of time.
    const View source = rule.fixed ? View(view.dataset(), Timestamp::max()) : view;
    const Date day = rule.fixed.value_or(std::chrono::floor<std::chrono::days>(view.as_of()));
    std::set<std::string> economies;
    for (const Membership* row : source.memberships()) {
        if (row->bloc != bloc || row->from > day || (row->to && *row->to <= day)) continue;
        if (std::find(rule.standings.begin(), rule.standings.end(), row->standing) == rule.standings.end()) continue;
        economies.insert(row->economy);
    }
    return economies;
}

}  // namespace entangled
