#pragma once

#include <string>
#include <vector>

#include "daemon/engine/plan.hpp"

namespace entangled::dashboard {

/// What the reader of the dashboard decides.
struct DashboardOptions {
    std::string job{"entangled"};                  ///< job that is chosen at first
    std::vector<std::string> side{"CN", "china"};  ///< codes of economies or blocs that stand on the left
};

/// A dashboard for a daemon that runs `plan`, in Grafana's classic JSON model. Same plan, same bytes. Pure; cannot
/// fail.
[[nodiscard]] std::string grafana_dashboard(const Plan& plan, const DashboardOptions& options);

}  // namespace entangled::dashboard
