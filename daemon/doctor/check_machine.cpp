#include <fmt/format.h>
#include <array>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/json_answer.hpp"
#include "daemon/doctor/questions.hpp"

namespace entangled::doctor {
namespace {

using std::chrono::seconds;

// A header is cut to the second and travels for some time.
constexpr seconds tolerated{5};
// The rules take a page for late when it is a minute older than it may be.
constexpr seconds misleading{60};

constexpr std::uint64_t mebibyte = 1024 * 1024;

const Remedy set_clocks{"Let both machines set their clocks by NTP.", {"timedatectl set-ntp true"}};

// How far the clock of a server is from this one's; `date` stands for the second that it begins.
Duration difference(const Answer& answer)
{
    const Duration ahead = *answer.date - answer.received_at;
    const Duration behind = -ahead - seconds{1};
    if (ahead > Duration{}) return ahead;
    return behind > Duration{} ? behind : Duration{};
}

void compare_clock(Check& check, std::string_view server, const Answer* answer)
{
    if (answer == nullptr || !answer->date) return;
    const Duration off = difference(*answer);
    if (off < tolerated) return check.fine(fmt::format("{} agrees", server));
    const bool is_ahead = *answer->date > answer->received_at;
    std::string seen = fmt::format("the clock of {} is {} {} that of this machine, which says {}", server,
                                   age_text(off), is_ahead ? "ahead of" : "behind", format_time(answer->received_at));
    if (off < misleading) return check.warning(std::move(seen), set_clocks);
    check.trouble(std::move(seen), set_clocks);
}

void compare_page(Check& check, const Evidence& evidence)
{
    const Answer* answer = find(evidence.answers, ask::daemon_page);
    const auto cycle = evidence.page.value("entangled_cycle_last_success_timestamp_seconds");
    if (answer == nullptr || !cycle) return;
    const double ahead = *cycle - unix_seconds(answer->received_at);
    if (ahead < static_cast<double>(tolerated.count())) return;
    check.trouble(fmt::format("the daemon computed its page {:.0f} s in the future of this machine", ahead),
                  set_clocks);
}

void compare_rows(Check& check, const Setup& setup)
{
    using std::chrono::days;
    if (!setup.newest_row || setup.newest_row->known_at <= setup.now + days{1}) return;
    check.trouble(
        fmt::format("it is {}, but feed {} has a row that was known on {}", format_time(setup.now),
                    setup.newest_row->feed, format_date(setup.newest_row->known_at)),
        {"Rows that are known later are not used before. Set the clock, or mend known_at of that row.", {"date"}});
}

}  // namespace

Finding check_configuration(const Evidence& evidence)
{
    const Setup& setup = evidence.setup;
    Check check("configuration");
    const std::string command = "entangled check" + config_option(setup);
    if (!setup.config_errors.empty()) {
        const std::size_t more = setup.config_errors.size() - 1;
        check.trouble(fmt::format("{}{}", setup.config_errors.front(),
                                  more == 0 ? "" : fmt::format(" (and {} more error{})", more, more == 1 ? "" : "s")),
                      {"Mend it; this names every mistake:", {command}});
        return check.finding();
    }
    for (const auto& warning : setup.config_warnings) {
        check.warning(warning, {"See all that is said about it:", {command}});
    }
    check.fine(fmt::format("{}: {} readings, {} alerts, {} feeds", setup.config_file, setup.readings.size(),
                           setup.alerts.size(), setup.feeds.size()));
    return check.finding();
}

Finding check_clock(const Evidence& evidence)
{
    Check check("clock");
    const Setup& setup = evidence.setup;
    compare_rows(check, setup);
    compare_page(check, evidence);
    compare_clock(check, "Prometheus", find(evidence.answers, ask::prometheus_ready));
    compare_clock(check, "Alertmanager", find(evidence.answers, ask::alertmanager_ready));
    if (setup.clock_is_synchronised.value_or(true)) {
        check.fine(format_time(setup.now));
    } else {
        check.warning("the kernel says that nothing sets this clock", {"Let NTP set it.", {"timedatectl"}});
    }
    return check.finding();
}

Finding check_state(const Evidence& evidence)
{
    constexpr std::uint64_t little = 100 * mebibyte;
    constexpr std::uint64_t too_little = 4 * mebibyte;
    const StateDirectory& state = evidence.setup.state;
    if (state.path.empty()) {
        return not_asked("state", evidence.setup.config_errors.empty()
                                      ? "no directory is configured: alerts begin anew at each start"
                                      : "the configuration has mistakes: give the directory with --storage.path");
    }
    if (!state.may_be_looked_at) {
        return not_asked("state", fmt::format("{} is closed to this user: run this as root", state.path));
    }
    Check check("state");
    const std::uint64_t free = state.free_bytes / mebibyte;
    const Remedy space{"Make room: the state of alerts is written anew at each change.",
                       {"df -h " + shell_word(state.path)}};
    if (state.exists && !state.is_directory) {
        check.trouble(state.path + " is no directory", {"Name another as [state] directory.", {}});
    }
    if (state.is_read_only) {
        check.trouble(state.path + " is on a file system that is read-only",
                      {"Name another as [state] directory, or mount it for writing.", {}});
    }
    if (state.free_bytes < too_little) {
        check.trouble(fmt::format("{} MiB are free for {}", free, state.path), space);
    } else if (state.free_bytes < little) {
        check.warning(fmt::format("{} MiB are free for {}", free, state.path), space);
    }
    check.fine(fmt::format("{}{}, {} MiB free", state.path, state.exists ? "" : " (is made at the first start)", free));
    return check.finding();
}

}  // namespace entangled::doctor
