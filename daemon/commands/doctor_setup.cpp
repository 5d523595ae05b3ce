#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "daemon/commands/commands.hpp"
#include "daemon/commands/doctor.hpp"
#include "daemon/commands/look.hpp"
#include "daemon/commands/scrape.hpp"
#include "daemon/config/text_file.hpp"
#include "daemon/doctor/questions.hpp"
#include "daemon/process/feed_desk.hpp"
#include "daemon/process/version.hpp"

namespace entangled {
namespace {

// A kernel that does not say is not asked again.
std::optional<bool> clock_is_synchronised()
{
    timex state{};
    const int result = ::adjtimex(&state);
    if (result < 0) return std::nullopt;
    return result != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

doctor::StateDirectory look_at_state(const std::string& path)
{
    doctor::StateDirectory state{.path = path};
    if (path.empty()) return state;
    struct stat found {};
    state.exists = ::stat(path.c_str(), &found) == 0;
    state.may_be_looked_at = state.exists || errno != EACCES;
    state.is_directory = state.exists && S_ISDIR(found.st_mode);
    // The folder above decides where it would be made.
    std::filesystem::path nearest = std::filesystem::absolute(path).lexically_normal();
    struct statvfs space {};
    while (::statvfs(nearest.c_str(), &space) != 0 && nearest.has_relative_path()) nearest = nearest.parent_path();
    state.is_read_only = (space.f_flag & ST_RDONLY) != 0;
    state.free_bytes = static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize;
    return state;
}

bool is_readable_by_others(const std::string& path)
{
    struct stat found {};
    return ::stat(path.c_str(), &found) != 0 || (found.st_mode & S_IROTH) != 0;
}

std::vector<doctor::LocalFeed> local_feeds(const Snapshot& snapshot)
{
    std::vector<doctor::LocalFeed> feeds;
    for (const FeedSpec& spec : snapshot.configuration->feeds) {
        const Feed* feed = snapshot.dataset->feed(spec.id);
        if (feed == nullptr) continue;
        feeds.push_back(
            {spec.id, spec.path, feed->status.state, feed->status.detail, is_readable_by_others(spec.path)});
    }
    return feeds;
}

std::optional<Timestamp> newest_known(const FeedContents& contents)
{
    std::optional<Timestamp> newest;
    const auto take = [&](const auto& rows) {
        for (const auto& row : rows) newest = std::max(newest.value_or(row.known_at), row.known_at);
    };
    for (const Table& table : contents.tables) take(table.releases);
    take(contents.acts);
    take(contents.policies);
    take(contents.projects);
    take(contents.memberships);
    return newest;
}

std::optional<doctor::NewestRow> newest_row(const Dataset& dataset)
{
    std::optional<doctor::NewestRow> newest;
    for (const Feed& feed : dataset.feeds()) {
        const auto known_at = newest_known(*feed.contents);
        if (known_at && (!newest || *known_at > newest->known_at)) newest = {feed.id, *known_at};
    }
    return newest;
}

void add_configuration(doctor::Setup& setup, const DoctorOptions& options)
{
    const Snapshot snapshot = load_snapshot(options.config_file, setup.now);
    for (const auto& error : snapshot.errors) setup.config_errors.push_back(to_string(error));
    for (const auto& warning : snapshot.warnings) setup.config_warnings.push_back(to_string(warning));
    setup.state.path = options.state_directory;
    if (!snapshot.configuration) return;
    const Configuration& configuration = *snapshot.configuration;
    for (const auto& reading : configuration.plan->readings) setup.readings.push_back(reading.id);
    for (const auto& alert : configuration.plan->alerts) setup.alerts.push_back(alert.name);
    const auto feeds = feed_ids(configuration.feeds);
    setup.rules = rules::prometheus_rules(*configuration.plan, feeds, setup.scrape);
    setup.feeds = local_feeds(snapshot);
    setup.newest_row = newest_row(*snapshot.dataset);
    if (setup.state.path.empty()) setup.state.path = configuration.state_directory;
    const std::string& host = configuration.listen_address;
    const bool is_any = host == "0.0.0.0" || host == "::";
    const bool is_six = host.find(':') != std::string::npos;
    setup.addresses.daemon = fmt::format("http://{}:{}",
                                         is_any   ? (is_six ? "[::1]" : "127.0.0.1")
                                         : is_six ? '[' + host + ']'
                                                  : host,
                                         configuration.listen_port);
}

std::optional<std::string> read_address(const char* option, std::string address)
{
    if (address == "none") return std::string{};
    address.erase(address.find_last_not_of('/') + 1);
    const std::size_t host = address.find("://") + 3;
    const bool is_http = address.starts_with("http://") || address.starts_with("https://");
    if (!is_http || host >= address.size() || address.find_first_of(" ?#\n\t") != std::string::npos) {
        fmt::print(stderr, "{}: '{}' is not an address such as http://127.0.0.1:9090\n", option, address);
        return std::nullopt;
    }
    if (address.substr(host, address.find('/', host) - host).find('@') != std::string::npos) {
        fmt::print(stderr, "{}: names and passwords do not belong into an address: use --netrc-file\n", option);
        return std::nullopt;
    }
    return address;
}

bool add_addresses(doctor::Setup& setup, const DoctorOptions& options)
{
    const auto daemon = read_address("--daemon", options.daemon.value_or(setup.addresses.daemon));
    const auto prometheus = read_address("--prometheus", options.prometheus);
    const auto alertmanager = read_address("--alertmanager", options.alertmanager);
    if (!daemon || !prometheus || !alertmanager) return false;
    setup.addresses = {*daemon, *prometheus, *alertmanager};
    return true;
}

doctor::Dashboard read_dashboard(const std::string& file, const std::string& job)
{
    const auto text = read_text_file(file);
    if (!text) return {file, text.error().detail};
    const doctor::DashboardVariables variables{job, std::string{doctor::panel_range},
                                               std::string{doctor::panel_interval}};
    auto queries = doctor::dashboard_queries(*text, variables);
    if (!queries) return {file, queries.error().detail};
    return {file, {}, *std::move(queries)};
}

}  // namespace

std::optional<doctor::Setup> read_setup(const DoctorOptions& options, Timestamp now)
{
    doctor::Setup setup;
    setup.now = now;
    setup.version = version;
    setup.revision = revision;
    setup.config_file = options.config_file;
    setup.is_default_config = options.config_file == default_config;
    auto scrape = read_scrape(options.job, options.matches);
    if (!scrape) return std::nullopt;
    setup.scrape = *std::move(scrape);
    if (!options.history_from.empty()) {
        setup.history_from = read_day("--history-from", options.history_from, now);
        if (!setup.history_from) return std::nullopt;
        if (*setup.history_from > now) {
            fmt::print(stderr, "--history-from: {} is not in the past\n", options.history_from);
            return std::nullopt;
        }
    }
    // Where a daemon with an unreadable configuration most likely is.
    setup.addresses.daemon = "http://127.0.0.1:10930";
    add_configuration(setup, options);
    if (!add_addresses(setup, options)) return std::nullopt;
    setup.state = look_at_state(setup.state.path);
    setup.clock_is_synchronised = clock_is_synchronised();
    if (!options.dashboard.empty()) setup.dashboard = read_dashboard(options.dashboard, options.job);
    return setup;
}

}  // namespace entangled
