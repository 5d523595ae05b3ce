#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/engine/cycle.hpp"
#include "daemon/metrics/page.hpp"
#include "daemon/process/feed_desk.hpp"
#include "daemon/web/routes.hpp"

namespace entangled {

/// Whether the state file holds the alerts of the last committed cycle: it does, it may hold those of a round that was
/// not committed, or it could not be written.
enum class KeptAlerts : std::uint8_t { current, other, failing };

/// Everything one round of work starts from. Values and shared immutable parts only: it crosses to the worker.
struct RoundInput {
    Timestamp now;
    std::shared_ptr<const Configuration> configuration;
    std::shared_ptr<const Dataset> dataset;
    FeedMemories memories;
    FeedOrder order;
    CyclePtr last;
    AlertStates alerts;
    std::vector<MetricFamily> own;
    std::string state_file;  ///< empty: alert states are not kept
    KeptAlerts kept{KeptAlerts::current};
};

/// Everything one round of work produced. The plan tells whether it may still be committed.
struct RoundOutput {
    std::shared_ptr<const Configuration> configuration;
    std::shared_ptr<const Dataset> dataset;
    FeedMemories memories;
    CyclePtr cycle;                           ///< null if the round failed
    std::shared_ptr<const MetricsPage> page;  ///< null if the page could not be rendered
    std::shared_ptr<const std::string> home;
    KeptAlerts kept{KeptAlerts::current};
    std::vector<LogLine> log;
    std::vector<std::pair<std::string, FeedReadResult>> reads;
    std::chrono::nanoseconds took{};
};

/// One round: read what is due, compute, judge alerts, keep their states, render. Blocks on files; runs on the worker
/// with nothing shared but immutable values. Never throws.
[[nodiscard]] RoundOutput run_round(RoundInput input);

}  // namespace entangled
