#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace entangled {

/// What the program says about itself: `metrics`, `completion`, and `manual`, which the manual pages are built from and
/// completions ask. `app` must outlive it; commands that are added to it later are described, too.
class ManualCommands {
  public:
    explicit ManualCommands(CLI::App& app);

    /// Runs the one that was named, if any: its exit code.
    [[nodiscard]] std::optional<int> run() const;

  private:
    const CLI::App* app_;
    std::string format_{"markdown"};
    std::string shell_;
    std::string part_;
    std::string config_file_;
    const CLI::App* metrics_command_;
    const CLI::App* completion_command_;
    const CLI::App* manual_command_;
};

}  // namespace entangled
