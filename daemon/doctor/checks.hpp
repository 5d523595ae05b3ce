#pragma once

#include <string_view>
#include <vector>

#include "daemon/doctor/answer.hpp"
#include "daemon/doctor/finding.hpp"
#include "daemon/doctor/page.hpp"
#include "daemon/doctor/setup.hpp"

namespace entangled::doctor {

/// What every check is made of. `page` is that of the daemon, empty if there is none.
struct Evidence {
    const Setup& setup;
    const Answers& answers;
    const Page& page;
};

[[nodiscard]] Finding check_configuration(const Evidence& evidence);
/// The clock of this machine: synchronised, like that of the servers, and not before what the rows say.
[[nodiscard]] Finding check_clock(const Evidence& evidence);
[[nodiscard]] Finding check_state(const Evidence& evidence);

/// The service answers, runs this program and this configuration, and its page is fresh.
[[nodiscard]] Finding check_daemon(const Evidence& evidence);
[[nodiscard]] Finding check_feeds(const Evidence& evidence);
/// How many readings have a value, and why others have none.
[[nodiscard]] Finding check_readings(const Evidence& evidence);

[[nodiscard]] Finding check_prometheus(const Evidence& evidence);
/// Prometheus scrapes the job, often enough, and without hiding labels.
[[nodiscard]] Finding check_scrape(const Evidence& evidence);
/// What was scraped is there and fresh.
[[nodiscard]] Finding check_series(const Evidence& evidence);
[[nodiscard]] Finding check_retention(const Evidence& evidence);
[[nodiscard]] Finding check_rules(const Evidence& evidence);
/// Prometheus knows an Alertmanager, and what it sends arrives.
[[nodiscard]] Finding check_notifications(const Evidence& evidence);

[[nodiscard]] Finding check_alertmanager(const Evidence& evidence);
[[nodiscard]] Finding check_routes(const Evidence& evidence);

[[nodiscard]] Finding check_dashboard(const Evidence& evidence);

/// All checks, in the order of the way from a feed to a reader. Pure: same setup and answers, same findings.
[[nodiscard]] std::vector<Finding> examine(const Setup& setup, const Answers& answers);

/// Whether what answers at its address is a Prometheus that is ready.
[[nodiscard]] bool has_prometheus(const Evidence& evidence);

/// How old something is, in words such as `12 s` or `3 d`; never negative.
[[nodiscard]] std::string age_text(Duration age);

/// The text as a shell takes it for one word.
[[nodiscard]] std::string shell_word(std::string_view text);

/// `host:port` of an address.
[[nodiscard]] std::string host_of(std::string_view url);

/// ` --config.file=... --job=...` as far as they are not the default, for a command to copy.
[[nodiscard]] std::string scrape_options(const Setup& setup);
[[nodiscard]] std::string config_option(const Setup& setup);

}  // namespace entangled::doctor
