#pragma once

#include <span>
#include <string>

#include "daemon/dashboard/board.hpp"
#include "daemon/engine/plan.hpp"

namespace entangled::dashboard {

/// The questions of the report, each with what holds at the end of the time range.
void add_today(Board& board, const Plan& plan);
/// Shares with their bounds in two columns: on the left what `side` supplies and what others draw from elsewhere, on
/// the right the reverse. `side` are codes of economies or blocs.
void add_shares(Board& board, const Plan& plan, std::span<const std::string> side);
/// Flows against their base, with the thresholds of their alerts.
void add_flows(Board& board, const Plan& plan);
/// Speeds and who is ahead, or why that is undecided.
void add_speeds(Board& board, const Plan& plan);
/// Acts as far as the record reaches.
void add_acts(Board& board, const Plan& plan);
/// Readings of groups that no other row shows. No row if there are none.
void add_others(Board& board, const Plan& plan);
/// Alerts over time, those that are on or held, and their thresholds.
void add_alerts(Board& board, const Plan& plan);
/// Feeds, cycles, memory and build.
void add_service(Board& board);

}  // namespace entangled::dashboard
