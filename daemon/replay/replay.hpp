#pragma once

#include <memory>
#include <vector>

#include "daemon/engine/cycle.hpp"

namespace entangled {

/// One look into the past: everything as it was known then, and the alerts that changed since the look before.
struct ReplayStep {
    CyclePtr cycle;
    std::vector<AlertEvent> changes;  ///< ordered by key
};

/// The daemon as it would have run in the past, one cycle a step: each sees what was known at its time, and alerts
/// continue from the cycle before. Holds one cycle at a time. Pure.
class Replay {
  public:
    /// Alerts begin unknown, as those of a daemon that has never run.
    Replay(std::shared_ptr<const Plan> plan, std::shared_ptr<const Dataset> dataset);

    /// The next step. Times must ascend.
    [[nodiscard]] ReplayStep advance(Timestamp time);

  private:
    std::shared_ptr<const Plan> plan_;
    std::shared_ptr<const Dataset> dataset_;
    CyclePtr last_;
};

}  // namespace entangled
