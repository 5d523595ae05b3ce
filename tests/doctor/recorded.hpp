#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "daemon/doctor/answer.hpp"
#include "daemon/doctor/setup.hpp"

namespace entangled::doctor {

/// When the answers in tests/doctor/cases/fine were recorded, from Prometheus 2.42 and Alertmanager 0.25.
inline const Timestamp recorded_at{std::chrono::seconds{1'795'327'540}};

inline std::string text_of(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::filesystem::path case_folder(const std::string& name)
{
    return std::filesystem::path{ENTANGLED_TESTS_DIR} / "doctor/cases" / name;
}

inline std::string url_of(const std::string& id)
{
    if (id.starts_with("daemon_")) return "http://127.0.0.1:10930/" + id;
    return (id.starts_with("alertmanager_") ? "http://127.0.0.1:9093/" : "http://127.0.0.1:9090/") + id;
}

/// Puts the answers of a folder over those that are there. A file is named `ID.STATUS`; with the status `none` it says
/// why there was no answer.
inline void add_answers(Answers& answers, const std::filesystem::path& folder)
{
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        const std::string id = file.path().stem().string();
        const std::string status = file.path().extension().string().substr(1);
        if (status == "txt") continue;
        Answer answer;
        answer.url = url_of(id);
        answer.received_at = recorded_at;
        if (status == "none") {
            answer.failure = text_of(file.path());
        } else {
            answer.status = static_cast<unsigned>(std::stoul(status));
            answer.body = text_of(file.path());
        }
        if (answer.status == 302) answer.location = "https://login.example.org/?next=/-/ready";
        answers.insert_or_assign(id, std::move(answer));
    }
}

inline Answers recorded_answers(const std::string& name = "fine")
{
    Answers answers;
    add_answers(answers, case_folder("fine"));
    if (name != "fine") add_answers(answers, case_folder(name));
    return answers;
}

/// The rules that the recorded Prometheus had loaded, as this program would write them.
inline std::vector<rules::PrometheusRule> recorded_rules()
{
    rules::PrometheusRule on;
    rules::PrometheusRule stalled;
    rules::PrometheusRule firing;
    rules::PrometheusRule slow;
    const std::string job = R"(job="entangled")";
    on.name = "entangled:alert_on";
    on.expression = "max without (state) (entangled_alert_state{" + job +
                    ",state=~\"firing|clearing\"})\nor\n(last_over_time(entangled:alert_on{" + job +
                    "}[1h]) unless on (job) up{" + job + "})";
    stalled.name = "entangled:cycle_stalled";
    stalled.expression = "time() - entangled_cycle_last_success_timestamp_seconds{" + job +
                         "} > bool 2 * entangled_cycle_interval_seconds{" + job + "} + 60";
    firing.is_alert = slow.is_alert = true;
    firing.name = "EntangledAlertFiring";
    firing.expression = "entangled:alert_on{" + job + ",alert=\"magnets_short\"} == 1";
    firing.labels = {{"severity", "warning"}, {"audience", "analyst"}, {"alert", "magnets_short"}};
    firing.annotations = {{"summary", "It's short."},
                          {"description", "{{ $labels.reading }} is short."},
                          {"runbook_url", "file:///elsewhere.md"}};
    slow.name = "EntangledCycleStalled";
    slow.wait_for = std::chrono::minutes{5};
    slow.expression = "entangled:cycle_stalled{" + job + "} == 1";
    slow.labels = {{"severity", "critical"}, {"audience", "operator"}};
    slow.annotations = {{"summary", "Stalled."}, {"description", "Stalled since long."}};
    return {on, stalled, firing, slow};
}

/// A machine on which everything is as it should be.
inline Setup sound_setup()
{
    Setup setup;
    setup.now = recorded_at;
    setup.version = "0.1.0";
    setup.revision = "cf391ecd4cc2";
    setup.config_file = "/etc/entangled/entangled.toml";
    setup.is_default_config = true;
    setup.readings = {"gallium_china_share", "race_gap"};
    setup.alerts = {"magnets_short"};
    setup.feeds = {{"acts", "/etc/entangled/acts.csv", FeedState::ok, {}, true},
                   {"trade", "/etc/entangled/trade.csv", FeedState::ok, {}, true}};
    setup.rules = recorded_rules();
    setup.state.path = "/var/lib/entangled";
    setup.state.exists = setup.state.is_directory = true;
    setup.state.free_bytes = std::uint64_t{1} << 32;
    setup.addresses = {"http://127.0.0.1:10930", "http://127.0.0.1:9090", "http://127.0.0.1:9093"};
    return setup;
}

}  // namespace entangled::doctor
