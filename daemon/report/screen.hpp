#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/engine/cycle.hpp"
#include "daemon/report/statements.hpp"

namespace entangled::report {

/// One reading with everything that is said of it; owns its texts, so that it outlives the cycle.
struct ReadingRow {
    std::string id;
    std::string kind;
    std::string subject;
    std::string unit;      ///< of the kind, as in metric names
    bool is_share{false};  ///< a ratio that lies in [0, 1] by definition
    Labels labels;
    Reading reading;
};

/// Readings of one group of kinds, in the order of the plan.
struct ReadingGroup {
    std::string name;  ///< group of registry.def
    std::vector<ReadingRow> rows;
};

struct AlertRow {
    AlertKey key;
    AlertInstance instance;
    std::string severity;
    std::string audience;
    std::string summary;
    std::string unit;  ///< of `instance.last_value`
};

struct FeedRow {
    std::string id;
    FeedStatus status;
    bool overdue{false};  ///< not retrieved within its limit, whatever its state says
    std::size_t figures{};
    std::size_t records{};
};

/// The first screen: what holds at `at` as known at `as_of`. Every word of it is derived from readings of the cycle.
struct Screen {
    Timestamp at{};
    Timestamp as_of{};
    std::vector<Statement> statements;
    std::vector<ReadingGroup> groups;  ///< those with readings, in the order of registry.def
    std::vector<AlertRow> alerts;      ///< firing first, then by urgency, then by key
    std::vector<FeedRow> feeds;        ///< in order of configuration
};

/// The unit of what a rule judges of one of its instances, which need not be that of the reading; empty if it has none.
[[nodiscard]] std::string judged_unit(const Plan& plan, const AlertRule& rule, std::string_view instance);

/// The first screen of a cycle. `as_of` is when its inputs were known, if not at `cycle.at`. Pure.
[[nodiscard]] Screen first_screen(const Cycle& cycle, std::optional<Timestamp> as_of = std::nullopt);

}  // namespace entangled::report
