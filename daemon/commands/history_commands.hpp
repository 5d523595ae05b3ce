#pragma once

#include <optional>

#include "daemon/commands/history.hpp"

namespace CLI {
class App;
}

namespace entangled {

/// `replay`, `backfill` and `backfill-check` on the command line. `app` must outlive it.
class HistoryCommands {
  public:
    explicit HistoryCommands(CLI::App& app);

    /// Runs the one that was named, if any: its exit code. `now` is the present time.
    [[nodiscard]] std::optional<int> run(Timestamp now) const;

  private:
    ReplayOptions replay_;
    BackfillOptions backfill_;
    std::string checked_;
    const CLI::App* replay_command_;
    const CLI::App* backfill_command_;
    const CLI::App* check_command_;
};

}  // namespace entangled
