#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/doctor/setup.hpp"
#include "indicators/core/time.hpp"

namespace CLI {
class App;
}

namespace entangled {

/// What `entangled doctor` takes from the command line. An address of `none` is not asked; the daemon's is by
/// default the one of the configuration.
struct DoctorOptions {
    std::string config_file;
    std::string state_directory;
    std::optional<std::string> daemon;
    std::string prometheus{"http://127.0.0.1:9090"};
    std::string alertmanager{"http://127.0.0.1:9093"};
    std::string dashboard;
    std::string job;
    std::vector<std::string> matches;
    std::string history_from;
    std::string netrc_file;
    std::string ca_file;
    std::string format{"text"};
};

/// Asks everybody on the way from a feed to a reader and prints what is wrong. `now` is the present time. Returns
/// `exit_usage` for a wrong option or configuration, `exit_failure` for any other trouble.
[[nodiscard]] int run_doctor(const DoctorOptions& options, Timestamp now);

/// Reads the options, the configuration, feeds and disk. Empty, and said on standard error, if an option is wrong.
[[nodiscard]] std::optional<doctor::Setup> read_setup(const DoctorOptions& options, Timestamp now);

/// `doctor` on the command line. `app` must outlive it.
class DoctorCommand {
  public:
    explicit DoctorCommand(CLI::App& app);

    /// Runs it if it was named: its exit code.
    [[nodiscard]] std::optional<int> run(Timestamp now) const;

  private:
    DoctorOptions options_;
    const CLI::App* command_;
};

}  // namespace entangled
