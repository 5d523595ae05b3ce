#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/configuration.hpp"
#include "daemon/feeds/file/file_watch.hpp"
#include "daemon/metrics/own_metrics.hpp"
#include "daemon/process/control_socket.hpp"
#include "daemon/process/round.hpp"
#include "daemon/process/web_desk.hpp"
#include "daemon/web/server.hpp"
#include "daemon/web_config/web_config.hpp"

namespace entangled {

/// What the command line says about a running daemon; empty parts leave the configuration as it is.
struct ServiceOptions {
    std::string config_file;
    std::optional<std::string> listen_address;
    std::optional<std::uint16_t> listen_port;
    std::optional<std::string> state_directory;
    std::string control_socket;   ///< empty: `control.sock` in the state directory
    std::string web_config_file;  ///< empty: none
    LoadedWebConfig web;          ///< what that file says, without errors
};

/// The running daemon: one loop that owns all state, one worker that computes. Parts are members in the order in which
/// they need one another.
class Service {
  public:
    Service(ServiceOptions options, std::shared_ptr<const Configuration> configuration);
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// First round, state restored, listening, ready. Error: internal_error or bad_value, saying what to do.
    [[nodiscard]] Result<void> start();
    /// Serves until it is told to stop; returns the exit code.
    int run();

  private:
    void commit(RoundOutput output);
    void want(const FeedOrder& order);
    void begin_round(const FeedOrder& order);
    void add_due_feeds(Timestamp now);
    void round_done(RoundOutput output);
    void arm_recompute();
    void recompute_due();
    void arm_feeds();
    void feeds_due();
    void file_changed(std::string_view path);
    void arm_watchdog();
    void watchdog_due();
    [[nodiscard]] web::ReloadOutcome reload();
    [[nodiscard]] web::ReloadOutcome refuse_reload(const std::vector<ConfigError>& errors, std::string detail);
    [[nodiscard]] Result<void> listen();
    void use_web_config();
    [[nodiscard]] std::string control(const std::string& command);
    [[nodiscard]] web::Response answer(const web::Request& request);
    void wait_for_signal();
    void wait_for_stop_signal();
    void wait_for_reload();
    void stop();
    void await_connections();
    void watch_files();
    [[nodiscard]] Result<void> restore_alerts();
    [[nodiscard]] RoundInput round_input(FeedOrder order) const;
    [[nodiscard]] bool healthy() const;
    [[nodiscard]] std::string status_text() const;

    ServiceOptions options_;
    std::shared_ptr<const Configuration> configuration_;
    std::string state_file_;

    boost::asio::io_context loop_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{loop_.get_executor()};
    boost::asio::signal_set stop_signals_{loop_, SIGTERM, SIGINT};
    boost::asio::signal_set reload_signal_{loop_, SIGHUP};
    boost::asio::steady_timer recompute_timer_{loop_};
    boost::asio::steady_timer feed_timer_{loop_};
    boost::asio::steady_timer watchdog_timer_{loop_};

    OwnMetrics own_;
    WebDesk web_desk_;
    bool configuration_accepted_{true};
    std::shared_ptr<const Dataset> dataset_ = std::make_shared<const Dataset>();
    FeedMemories memories_;
    CyclePtr cycle_;
    AlertStates restored_;
    KeptAlerts kept_{KeptAlerts::current};
    std::chrono::steady_clock::time_point committed_at_;
    web::SitePages pages_;

    bool round_running_{false};
    bool round_wanted_{false};
    bool warned_of_series_{false};
    FeedOrder wanted_;
    std::map<std::string, Timestamp, std::less<>> feed_due_;
    Timestamp recompute_at_{};
    bool stopping_{false};
    std::chrono::steady_clock::time_point stop_by_;

    std::unique_ptr<FileWatch> watch_;
    std::unique_ptr<ControlSocket> control_;
    std::optional<web::Server> server_;
    // Last, so that it is joined before anything its work could still refer to is gone.
    boost::asio::thread_pool worker_{1};
};

}  // namespace entangled
