#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/core/result.hpp"

namespace entangled::doctor {

/// One query of a panel, as Grafana would send it.
struct DashboardQuery {
    std::size_t panel{};     ///< queries of one panel have one number
    std::string title;       ///< of the panel
    std::string expression;  ///< without variables
    bool is_instant{false};
};

struct Dashboard {
    std::string file;
    std::string error;  ///< why it cannot be read; then there are no queries
    std::vector<DashboardQuery> queries{};
};

/// What variables of a dashboard stand for. Durations are as PromQL writes them.
struct DashboardVariables {
    std::string job;
    std::string range;     ///< of time that is shown
    std::string interval;  ///< between two points
};

/// All PromQL of a classic Grafana dashboard: panels, also those in rows, and annotations. A variable that is not
/// given has its current value, or matches everything. Errors: the text is no JSON, or has no panel with a query.
[[nodiscard]] Result<std::vector<DashboardQuery>> dashboard_queries(std::string_view json,
                                                                    const DashboardVariables& variables);

}  // namespace entangled::doctor
