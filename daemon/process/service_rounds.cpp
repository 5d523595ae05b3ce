#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <algorithm>
#include <boost/asio/post.hpp>

#include "daemon/process/clock.hpp"
#include "daemon/process/log.hpp"
#include "daemon/process/service.hpp"
#include "daemon/process/systemd_notifier.hpp"
#include "daemon/scheduler/schedule.hpp"
#include "daemon/web/tls_context.hpp"

namespace entangled {
namespace {

constexpr std::string_view recompute_job = "recompute";

// What a running daemon cannot change under itself.
void warn_of_restart(const Configuration& before, const Configuration& now)
{
    const auto say = [](bool changed, std::string_view what) {
        if (changed) spdlog::warn("{} changed in the configuration and needs a restart to take effect", what);
    };
    say(before.listen_address != now.listen_address || before.listen_port != now.listen_port, "server.listen");
    say(before.state_directory != now.state_directory, "state.directory");
    say(before.log_level != now.log_level || before.log_format != now.log_format, "log");
}

std::chrono::steady_clock::duration until(Timestamp when) { return std::max(when - wall_clock(), Duration{0}); }

}  // namespace

RoundInput Service::round_input(FeedOrder order) const
{
    return {wall_clock(),
            configuration_,
            dataset_,
            memories_,
            std::move(order),
            cycle_,
            cycle_ ? cycle_->alerts : restored_,
            own_.collect(),
            state_file_,
            kept_};
}

void Service::want(const FeedOrder& order)
{
    for (const auto& id : order.due) {
        if (std::find(wanted_.due.begin(), wanted_.due.end(), id) == wanted_.due.end()) wanted_.due.push_back(id);
    }
    wanted_.accept_shrink = wanted_.accept_shrink || order.accept_shrink;
}

// By the clock of the moment and not by what a timer was armed for: a clock that is set, or a machine that wakes up,
// makes feeds due that must be read before anything judges their age.
void Service::add_due_feeds(Timestamp now)
{
    for (const auto& spec : configuration_->feeds) {
        const auto due = feed_due_.find(spec.id);
        if (due == feed_due_.end() || due->second > now) continue;
        due->second = next_due(spec.interval, spec.jitter, spec.id, now);
        want({{spec.id}, false});
    }
}

void Service::begin_round(const FeedOrder& order)
{
    want(order);
    if (round_running_) {
        round_wanted_ = true;
        return;
    }
    round_running_ = true;
    round_wanted_ = false;
    add_due_feeds(wall_clock());
    boost::asio::post(worker_, [this, input = round_input(std::exchange(wanted_, {}))]() mutable {
        auto output = std::make_shared<RoundOutput>(run_round(std::move(input)));
        boost::asio::post(loop_, [this, output] { round_done(std::move(*output)); });
    });
}

void Service::round_done(RoundOutput output)
{
    round_running_ = false;
    if (stopping_) return;
    const auto took = output.took;
    const bool committed = output.cycle && output.configuration == configuration_;
    if (!committed && kept_ == KeptAlerts::current) kept_ = KeptAlerts::other;
    if (!output.cycle) {
        write_log(output.log);
        own_.cycle_finished(CycleResult::failure, took);
    } else if (!committed) {
        own_.cycle_finished(CycleResult::dropped, took);
        // What it read belongs to the old configuration; the new one reads everything itself.
        begin_round({feed_ids(configuration_->feeds), true});
        return;
    } else {
        commit(std::move(output));
    }
    if (round_wanted_) begin_round({});
}

void Service::commit(RoundOutput output)
{
    write_log(output.log);
    for (const auto& [feed, result] : output.reads) own_.feed_read(feed, result);
    own_.cycle_finished(CycleResult::success, output.took);
    dataset_ = std::move(output.dataset);
    memories_ = std::move(output.memories);
    cycle_ = std::move(output.cycle);
    kept_ = output.kept;
    committed_at_ = std::chrono::steady_clock::now();
    pages_.home = std::move(output.home);
    if (output.page) {
        if (output.page->series > configuration_->series_warning && !warned_of_series_) {
            spdlog::warn("many series exposed series={} warning={}", output.page->series,
                         configuration_->series_warning);
            warned_of_series_ = true;
        }
        pages_.metrics_text = output.page->text;
        pages_.metrics_text_gzip = output.page->text_gzip;
        pages_.metrics_openmetrics = output.page->openmetrics;
        pages_.metrics_openmetrics_gzip = output.page->openmetrics_gzip;
    }
    pages_.ready = true;
    systemd_notifier::status(status_text());
}

void Service::arm_recompute()
{
    recompute_at_ = next_due(configuration_->interval, configuration_->jitter, recompute_job, wall_clock());
    recompute_timer_.expires_after(until(recompute_at_));
    recompute_timer_.async_wait([this](boost::system::error_code code) {
        if (!code) recompute_due();
    });
}

void Service::recompute_due()
{
    const auto missed = missed_runs(configuration_->interval, configuration_->jitter, recompute_job,
                                    recompute_at_ - Duration{1}, wall_clock());
    own_.cycles_missed(static_cast<std::uint64_t>(missed) + (round_running_ ? 1U : 0U));
    if (!round_running_) begin_round({});
    arm_feeds();
    arm_recompute();
}

// A time that has passed stays: the round that is wanted then reads the feed. One that lies beyond the next due time
// was set before the clock went back.
void Service::arm_feeds()
{
    const Timestamp now = wall_clock();
    std::optional<Timestamp> first;
    std::map<std::string, Timestamp, std::less<>> due;
    for (const auto& spec : configuration_->feeds) {
        const Timestamp next = next_due(spec.interval, spec.jitter, spec.id, now);
        const auto known = feed_due_.find(spec.id);
        const bool passed = known != feed_due_.end() && known->second <= now;
        due.emplace(spec.id, passed ? known->second : next);
        if (!first || next < *first) first = next;
    }
    feed_due_ = std::move(due);
    if (!first) return;
    feed_timer_.expires_after(until(*first));
    feed_timer_.async_wait([this](boost::system::error_code code) {
        if (!code) feeds_due();
    });
}

void Service::feeds_due()
{
    const Timestamp now = wall_clock();
    const bool any =
        std::any_of(feed_due_.begin(), feed_due_.end(), [&](const auto& due) { return due.second <= now; });
    if (any) begin_round({});
    arm_feeds();
}

void Service::watch_files()
{
    std::vector<std::string> paths;
    for (const auto& spec : configuration_->feeds) paths.push_back(spec.path);
    watch_ = std::make_unique<FileWatch>(
        loop_.get_executor(), std::move(paths), [this](std::string_view path) { file_changed(path); },
        FileWatch::Options{});
    for (const auto& problem : watch_->problems()) spdlog::warn("file is not watched; {}", problem);
}

// Files that changed together are told one after the other; one round reads them all, so that no page has the new
// figures of one beside the old ones of another.
void Service::file_changed(std::string_view path)
{
    for (const auto& spec : configuration_->feeds) {
        if (spec.path == path) want({{spec.id}, false});
    }
    boost::asio::post(loop_, [this] {
        if (!stopping_ && !wanted_.due.empty()) begin_round({});
    });
}

// What the web configuration says is in force on its own as soon as it changes, so it is taken here in any case.
web::ReloadOutcome Service::reload()
{
    systemd_notifier::reloading();
    LoadedConfiguration loaded = load_configuration(options_.config_file);
    LoadedWebConfig web = web_desk_.read();
    std::string errors;
    for (const auto& error : loaded.errors) errors += to_string(error) + '\n';
    for (const auto& error : web.errors) errors += to_string(error) + '\n';
    web_desk_.take(std::move(web));
    configuration_accepted_ = errors.empty();
    use_web_config();
    if (!errors.empty()) return refuse_reload(loaded.errors, std::move(errors));
    for (const auto& warning : loaded.warnings) spdlog::warn("{}", to_string(warning));
    warn_of_restart(*configuration_, loaded.configuration);
    configuration_ = std::make_shared<const Configuration>(std::move(loaded.configuration));
    own_.set_feeds(feed_ids(configuration_->feeds));
    watch_files();
    feed_due_.clear();
    arm_feeds();
    arm_recompute();
    begin_round({feed_ids(configuration_->feeds), true});
    spdlog::info("reloaded readings={} alerts={} feeds={}", configuration_->plan->readings.size(),
                 configuration_->plan->alerts.size(), configuration_->feeds.size());
    systemd_notifier::ready(status_text());
    return {true, fmt::format("{} readings, {} alerts, {} feeds", configuration_->plan->readings.size(),
                              configuration_->plan->alerts.size(), configuration_->feeds.size())};
}

web::ReloadOutcome Service::refuse_reload(const std::vector<ConfigError>& errors, std::string detail)
{
    spdlog::error("reload refused, the old plan stays in force errors={}",
                  std::count(detail.begin(), detail.end(), '\n'));
    for (const auto& error : errors) spdlog::error("{}", to_string(error));
    systemd_notifier::ready(status_text());
    begin_round({});
    return {false, std::move(detail)};
}

void Service::use_web_config()
{
    own_.reload_finished(configuration_accepted_ && web_desk_.is_accepted(), wall_clock());
    if (const auto& tls = web_desk_.access()->tls) own_.set_certificate_end(tls->certificate_end);
    server_->use(web_desk_.access());
}

void Service::arm_watchdog()
{
    const auto interval = systemd_notifier::watchdog_interval();
    if (!interval) return;
    watchdog_timer_.expires_after(*interval / 3);
    watchdog_timer_.async_wait([this](boost::system::error_code code) {
        if (!code) watchdog_due();
    });
}

// The keep-alive takes the way the work takes: through the worker and back to the loop. A worker that hangs in a round
// holds it up, and so does a loop that no longer turns.
void Service::watchdog_due()
{
    boost::asio::post(worker_, [this] {
        boost::asio::post(loop_, [this] {
            if (stopping_) return;
            if (healthy()) systemd_notifier::keep_alive();
            arm_watchdog();
        });
    });
}

}  // namespace entangled
