#include "daemon/process/service.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <algorithm>
#include <boost/asio/post.hpp>
#include <filesystem>

#include "daemon/process/clock.hpp"
#include "daemon/process/log.hpp"
#include "daemon/process/systemd_notifier.hpp"
#include "daemon/process/thread_priority.hpp"
#include "daemon/process/version.hpp"
#include "daemon/store/alert_store.hpp"
#include "daemon/web/tls_context.hpp"

namespace entangled {
namespace {

constexpr auto stop_limit = std::chrono::seconds{4};
constexpr auto stop_step = std::chrono::milliseconds{10};
constexpr std::size_t longest_socket_path = 107;  // sun_path of Linux, less its terminator
constexpr int healthy_intervals = 3;

BuildInfo build_info() { return {std::string(version), std::string(revision), std::string(compiler)}; }

std::size_t count_alerts(const Cycle& cycle, AlertPhase phase)
{
    return static_cast<std::size_t>(std::count_if(cycle.alerts.begin(), cycle.alerts.end(),
                                                  [&](const auto& entry) { return entry.second.phase == phase; }));
}

}  // namespace

Service::Service(ServiceOptions options, std::shared_ptr<const Configuration> configuration)
    : options_(std::move(options)),
      configuration_(std::move(configuration)),
      own_(build_info()),
      web_desk_(loop_.get_executor(), options_.web_config_file, std::move(options_.web), [this] { use_web_config(); })
{
    boost::asio::post(worker_, give_way);
}

Service::~Service() { worker_.join(); }

Result<void> Service::restore_alerts()
{
    const std::string directory = options_.state_directory.value_or(configuration_->state_directory);
    if (directory.empty()) return {};
    std::error_code code;
    std::filesystem::create_directories(directory, code);
    if (code) {
        return Error{Errc::internal_error, fmt::format("state directory {}: {}; create it or choose another with "
                                                       "--storage.path",
                                                       directory, code.message())};
    }
    if (options_.control_socket.empty()) options_.control_socket = directory + "/control.sock";
    state_file_ = directory + "/alerts.json";
    auto states = load_alert_states(state_file_);
    if (states) {
        restored_ = std::move(*states);
        return {};
    }
    // A file that is there and cannot be read may be whole: starting without it would resolve what is on.
    if (states.error().code != Errc::bad_value) {
        return Error{Errc::internal_error,
                     states.error().detail + "; let the service read it, or choose another folder with --storage.path"};
    }
    const auto aside = quarantine(state_file_);
    spdlog::error("alert states are not readable and start afresh; {}{}", states.error().detail,
                  aside ? "; the file is kept as " + *aside : std::string{});
    return {};
}

Result<void> Service::start()
{
    if (auto restored = restore_alerts(); !restored) return restored.error();
    own_.set_feeds(feed_ids(configuration_->feeds));
    own_.reload_finished(true, wall_clock());
    if (const auto& tls = web_desk_.access()->tls) own_.set_certificate_end(tls->certificate_end);
    RoundOutput first = run_round(round_input({feed_ids(configuration_->feeds), false}));
    if (!first.cycle) {
        write_log(first.log);
        return Error{Errc::internal_error, "the first round failed; see the log"};
    }
    commit(std::move(first));
    if (auto listening = listen(); !listening) return listening.error();
    if (options_.control_socket.size() > longest_socket_path) {
        spdlog::warn("no control socket, its path is longer than {} characters; choose --control.socket path={}",
                     longest_socket_path, options_.control_socket);
    } else if (!options_.control_socket.empty()) {
        control_ = std::make_unique<ControlSocket>(loop_, options_.control_socket,
                                                   [this](const std::string& command) { return control(command); });
        if (auto listening = control_->listen(); !listening) return listening.error();
    }
    watch_files();
    wait_for_signal();
    arm_recompute();
    arm_feeds();
    arm_watchdog();
    systemd_notifier::ready(status_text());
    return {};
}

Result<void> Service::listen()
{
    const std::string address = options_.listen_address.value_or(configuration_->listen_address);
    auto server = web::Server::listen(
        loop_.get_executor(), address, options_.listen_port.value_or(configuration_->listen_port),
        [this](const web::Request& request) { return answer(request); },
        {[this](std::string_view target, unsigned status) { own_.http_request(web::served_path(target), status); },
         [](std::string_view what) { spdlog::error("request failed; {}", what); },
         [this](std::string_view fault, std::string_view detail, std::string_view peer) {
             own_.tls_failed(fault);
             web_desk_.tls_failed(fault, detail, peer);
         }});
    if (!server) return server.error();
    server_ = std::move(*server);
    use_web_config();
    spdlog::info("listening address={}:{} tls={} users={}", address, server_->port(),
                 web_desk_.access()->tls != nullptr, web_desk_.access()->users.size());
    return {};
}

int Service::run()
{
    loop_.run();
    spdlog::info("stopped");
    return 0;
}

web::Response Service::answer(const web::Request& request)
{
    pages_.healthy = healthy();
    web::ReloadFunction reload_function;
    if (configuration_->enable_lifecycle) reload_function = [this] { return reload(); };
    return web::respond(request, pages_, reload_function);
}

std::string Service::control(const std::string& command)
{
    if (command == "ping") return "ok\n";
    if (command != "reload") return "error\nthe commands are ping and reload\n";
    const auto outcome = reload();
    return fmt::format("{}\n{}\n", outcome.accepted ? "ok" : "error", outcome.detail);
}

// A clock that is set says nothing about progress.
bool Service::healthy() const
{
    const auto since = std::chrono::steady_clock::now() - committed_at_;
    return cycle_ && since <= healthy_intervals * configuration_->interval;
}

std::string Service::status_text() const
{
    std::size_t ok = 0;
    for (const auto& computed : cycle_->readings) ok += computed->reading.state == ReadingState::ok ? 1 : 0;
    return fmt::format("{} of {} readings known, {} feeds, {} alerts firing, {} held", ok, cycle_->readings.size(),
                       configuration_->feeds.size(), count_alerts(*cycle_, AlertPhase::firing),
                       count_alerts(*cycle_, AlertPhase::held));
}

void Service::wait_for_signal()
{
    wait_for_stop_signal();
    wait_for_reload();
}

// A second signal does not wait for answers under way.
void Service::wait_for_stop_signal()
{
    stop_signals_.async_wait([this](boost::system::error_code code, int number) {
        if (code) return;
        if (stopping_) return loop_.stop();
        spdlog::info("stopping signal={}", number);
        stop();
        wait_for_stop_signal();
    });
}

void Service::wait_for_reload()
{
    reload_signal_.async_wait([this](boost::system::error_code code, int) {
        if (code) return;
        static_cast<void>(reload());
        wait_for_reload();
    });
}

void Service::stop()
{
    if (stopping_) return;
    stopping_ = true;
    systemd_notifier::stopping();
    watch_.reset();
    control_.reset();
    if (server_) server_->stop();
    recompute_timer_.cancel();
    feed_timer_.cancel();
    reload_signal_.cancel();
    work_.reset();
    stop_by_ = std::chrono::steady_clock::now() + stop_limit;
    await_connections();
}

// Answers under way may finish; what has not ended by then is cut.
void Service::await_connections()
{
    if (!server_ || server_->connections() == 0 || std::chrono::steady_clock::now() >= stop_by_) return loop_.stop();
    watchdog_timer_.expires_after(stop_step);
    watchdog_timer_.async_wait([this](boost::system::error_code) { await_connections(); });
}

}  // namespace entangled
