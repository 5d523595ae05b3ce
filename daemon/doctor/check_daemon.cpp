#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <set>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/json_answer.hpp"
#include "daemon/doctor/questions.hpp"

namespace entangled::doctor {
namespace {

constexpr std::string_view last_cycle = "entangled_cycle_last_success_timestamp_seconds";
const std::string read_log = "journalctl -u entangled -n 50";

Remedy remedy_for(const Answer* answer)
{
    if (std::string help = remedy_against(answer); !help.empty()) return {std::move(help), {}};
    if (answer == nullptr || answer->status == 0) {
        return {"Start it, or give its address with --daemon.", {"systemctl start entangled", read_log}};
    }
    return {"If it only just started, ask again; else its log says why.", {read_log}};
}

bool runs_something_else(Check& check, const Evidence& evidence)
{
    const auto& builds = evidence.page.of("entangled_build_info");
    const std::string& address = evidence.setup.addresses.daemon;
    if (builds.empty()) {
        check.trouble(fmt::format("{}/metrics is not the page of entangled", address),
                      {"Another program listens there: give the address of the daemon with --daemon.", {}});
        return true;
    }
    const auto& labels = builds.front().labels;
    const auto is = [&](std::string_view label, std::string_view wanted) {
        const auto found = labels.find(label);
        return found != labels.end() && found->second == wanted;
    };
    if (!is("version", evidence.setup.version) || !is("revision", evidence.setup.revision)) {
        const auto version = labels.find("version");
        const auto revision = labels.find("revision");
        check.warning(fmt::format("it runs {} ({}), this program is {} ({})",
                                  version == labels.end() ? "another version" : version->second,
                                  revision == labels.end() ? "unknown" : revision->second, evidence.setup.version,
                                  evidence.setup.revision),
                      {"Restart it after an update.", {"systemctl restart entangled"}});
    }
    return false;
}

void look_at_age(Check& check, const Evidence& evidence)
{
    const auto cycle = evidence.page.value(last_cycle);
    const auto interval = evidence.page.value("entangled_cycle_interval_seconds");
    const Answer* answer = find(evidence.answers, ask::daemon_page);
    if (!cycle || !interval) {
        return check.trouble("its page does not say when it was computed",
                             {"The first cycle may not be finished: ask again, then read the log.", {read_log}});
    }
    constexpr double grace = 60;
    const double age = std::max(0.0, unix_seconds(answer->received_at) - *cycle);
    const std::string text = age_text(Duration{static_cast<std::int64_t>(age * 1000)});
    if (age <= 2 * *interval + grace) {
        return check.fine(fmt::format("version {}, computed {} ago", evidence.setup.version, text));
    }
    check.trouble(fmt::format("its page was computed {} ago and is due every {} s", text, *interval),
                  {"It answers but no longer computes: read the log, and restart it.",
                   {read_log, "systemctl restart entangled"}});
}

void look_at_configuration(Check& check, const Evidence& evidence)
{
    const std::string reload = "systemctl reload entangled";
    if (evidence.page.value("entangled_config_last_reload_successful") == 0.0) {
        return check.trouble("it refused the configuration and runs the one before",
                             {"Mend what this names (with --web.config.file=FILE if the service has one), and reload:",
                              {"entangled check" + config_option(evidence.setup), reload}});
    }
    if (evidence.setup.readings.empty()) return;
    std::set<std::string> running;
    for (const auto& reading : states_of(evidence.page, "entangled_reading_state", "reading")) {
        running.insert(reading.first);
    }
    const std::set<std::string> written(evidence.setup.readings.begin(), evidence.setup.readings.end());
    std::vector<std::string> others;
    std::set_symmetric_difference(running.begin(), running.end(), written.begin(), written.end(),
                                  std::back_inserter(others));
    if (others.empty()) return;
    check.warning(
        fmt::format("it runs another configuration than {}: only one of them has {}{}", evidence.setup.config_file,
                    others.front(), others.size() == 1 ? "" : fmt::format(" and {} more readings", others.size() - 1)),
        {"Make it read the file, or name its file with --config.file.", {reload}});
}

}  // namespace

Finding check_daemon(const Evidence& evidence)
{
    if (evidence.setup.addresses.daemon.empty()) return not_asked("daemon", "no address was given");
    Check check("daemon");
    const Answer* page = find(evidence.answers, ask::daemon_page);
    for (const auto id : {ask::daemon_healthy, ask::daemon_ready, ask::daemon_page}) {
        const Answer* answer = find(evidence.answers, id);
        const std::string wrong = what_is_wrong(answer);
        if (wrong.empty()) continue;
        check.trouble(wrong, remedy_for(answer));
        if (answer == nullptr || answer->status == 0) break;
    }
    if (!what_is_wrong(page).empty() || runs_something_else(check, evidence)) return check.finding();
    look_at_age(check, evidence);
    look_at_configuration(check, evidence);
    return check.finding();
}

Finding check_readings(const Evidence& evidence)
{
    const auto states = states_of(evidence.page, "entangled_reading_state", "reading");
    if (states.empty()) return not_asked("readings", "there is no page of the daemon");
    const auto with_value =
        std::count_if(states.begin(), states.end(), [](const auto& state) { return state.second == "ok"; });
    std::map<std::string, std::size_t> reasons;
    for (const PageSample& sample : evidence.page.of("entangled_reading_unknown_reason")) {
        const auto reason = sample.labels.find("reason");
        if (sample.value == 1 && reason != sample.labels.end()) ++reasons[reason->second];
    }
    std::vector<std::string> counted;
    for (const auto& [reason, count] : reasons) counted.push_back(fmt::format("{} {}", count, reason));
    Check check("readings");
    std::string seen = fmt::format("{} of {} have a value{}{}", with_value, states.size(),
                                   counted.empty() ? "" : "; the others have none: ", fmt::join(counted, ", "));
    if (with_value == 0) {
        check.trouble(std::move(seen),
                      {"Ask for the reason of one of them:",
                       {fmt::format("entangled explain {}{}", states.begin()->first, config_option(evidence.setup))}});
    } else {
        check.fine(std::move(seen));
    }
    return check.finding();
}

}  // namespace entangled::doctor
