#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <map>
#include <set>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/json_answer.hpp"
#include "daemon/doctor/questions.hpp"

namespace entangled::doctor {
namespace {

namespace json = boost::json;

// `http://host:port` of an address.
std::string origin_of(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return std::string{url};
    return std::string{url.substr(0, url.find('/', scheme + 3))};
}

struct Sent {
    double sent{};
    double failed{};
};

// What Prometheus counts on its own page since it started, for each Alertmanager.
std::map<std::string, Sent> counts_of(const Page& page)
{
    std::map<std::string, Sent> counts;
    const auto read = [&](std::string_view name, double Sent::*count) {
        for (const PageSample& sample : page.of(name)) {
            const auto to = sample.labels.find("alertmanager");
            if (to != sample.labels.end()) counts[origin_of(to->second)].*count = sample.value;
        }
    };
    read("prometheus_notifications_sent_total", &Sent::sent);
    read("prometheus_notifications_errors_total", &Sent::failed);
    return counts;
}

void look_at_counts(Check& check, const Answer* answer)
{
    if (!what_is_wrong(answer).empty()) return;
    const Page page = Page::read(answer->body);
    const Remedy read_log{"Its log says why, and since when.", {"journalctl -u prometheus -n 50"}};
    double sent = 0;
    for (const auto& [to, count] : counts_of(page)) {
        sent += count.sent;
        if (count.failed == 0) continue;
        // Before Prometheus 3.1 a failure was a batch of alerts, so the two do not make a ratio.
        std::string seen = fmt::format("{} failures while sending {} alerts to {} since Prometheus started",
                                       count.failed, count.sent, to);
        if (count.failed >= count.sent) {
            check.trouble(std::move(seen), read_log);
        } else {
            check.warning(std::move(seen), read_log);
        }
    }
    const auto dropped = page.value("prometheus_notifications_dropped_total");
    if (!dropped || *dropped == 0) return;
    std::string seen = fmt::format("{} alerts were dropped: no Alertmanager took them", *dropped);
    if (*dropped >= sent) {
        check.trouble(std::move(seen), read_log);
    } else {
        check.warning(std::move(seen), read_log);
    }
}

// Receivers that alerts of each audience went to.
std::map<std::string, std::set<std::string>> receivers_by_audience(const json::value& alerts)
{
    std::map<std::string, std::set<std::string>> receivers;
    if (!alerts.is_array()) return receivers;
    for (const json::value& alert : alerts.get_array()) {
        const std::string audience = text_at(alert, "/labels/audience");
        for (const json::value& receiver : array_at(alert, "/receivers")) {
            receivers[audience].insert(text_at(receiver, "/name"));
        }
    }
    return receivers;
}

const Remedy route_them{
    "Analysts' alerts speak of the world and are not meant to page: route by audience, as "
    "deploy/alertmanager/alertmanager.yml does.",
    {"amtool config routes test audience=analyst severity=critical",
     "amtool config routes test audience=operator severity=critical"}};

}  // namespace

Finding check_notifications(const Evidence& evidence)
{
    if (!has_prometheus(evidence)) return not_asked("notifications", "Prometheus does not answer");
    Check check("notifications");
    const auto data = data_of(find(evidence.answers, ask::receivers));
    if (!data) {
        check.trouble(data.error().detail, {"Is this address that of Prometheus itself?", {}});
        return check.finding();
    }
    const auto& active = array_at(*data, "/activeAlertmanagers");
    if (active.empty()) {
        const bool dropped = !array_at(*data, "/droppedAlertmanagers").empty();
        check.trouble(dropped ? "relabelling drops every Alertmanager of Prometheus: no alert leaves it"
                              : "Prometheus has no Alertmanager: no alert leaves it",
                      {dropped ? "Mend alert_relabel_configs and relabel_configs below `alerting`:"
                               : "Name it below `alerting` in its configuration, and reload:",
                       {"promtool check config /etc/prometheus/prometheus.yml", "systemctl reload prometheus"}});
        return check.finding();
    }
    std::set<std::string> to;
    for (const json::value& one : active) to.insert(origin_of(text_at(one, "/url")));
    look_at_counts(check, find(evidence.answers, ask::prometheus_page));
    const std::string asked = origin_of(evidence.setup.addresses.alertmanager);
    if (!asked.empty() && !to.contains(asked)) {
        check.warning(fmt::format("Prometheus sends to {}, and not to {}", fmt::join(to, ", "), asked),
                      {"If these are not two names of one: give the address with --alertmanager.", {}});
    }
    check.fine(fmt::format("Prometheus sends to {}", fmt::join(to, ", ")));
    return check.finding();
}

Finding check_alertmanager(const Evidence& evidence)
{
    if (evidence.setup.addresses.alertmanager.empty()) return not_asked("alertmanager", "no address was given");
    Check check("alertmanager");
    const Answer* ready = find(evidence.answers, ask::alertmanager_ready);
    if (const std::string wrong = what_is_wrong(ready); !wrong.empty()) {
        const std::string help = remedy_against(ready);
        check.trouble(wrong, help.empty() ? Remedy{"Start it, or give its address with --alertmanager.",
                                                   {"systemctl status prometheus-alertmanager"}}
                                          : Remedy{help, {}});
        return check.finding();
    }
    const auto status = json_of(find(evidence.answers, ask::alertmanager_status));
    const std::string version = status ? text_at(*status, "/versionInfo/version") : std::string{};
    if (version.empty()) {
        check.trouble(status ? evidence.setup.addresses.alertmanager + " answers, but not as Alertmanager does"
                             : status.error().detail,
                      {"Something else listens there: give its address with --alertmanager.", {}});
        return check.finding();
    }
    check.fine(fmt::format("version {} answers", version));
    return check.finding();
}

Finding check_routes(const Evidence& evidence)
{
    const auto status = json_of(find(evidence.answers, ask::alertmanager_status));
    const std::string configuration = status ? text_at(*status, "/config/original") : std::string{};
    if (configuration.empty()) return not_asked("routes", "Alertmanager does not show its configuration");
    Check check("routes");
    if (configuration.find("audience") == std::string::npos) {
        check.warning("no route of Alertmanager asks for the audience", route_them);
        return check.finding();
    }
    const auto alerts = json_of(find(evidence.answers, ask::alertmanager_alerts));
    auto receivers = alerts ? receivers_by_audience(*alerts) : std::map<std::string, std::set<std::string>>{};
    const auto& analysts = receivers["analyst"];
    const auto& operators = receivers["operator"];
    std::set<std::string> both;
    std::set_intersection(analysts.begin(), analysts.end(), operators.begin(), operators.end(),
                          std::inserter(both, both.end()));
    if (!both.empty()) {
        check.warning(fmt::format("alerts of analysts and of operators both go to {}", fmt::join(both, ", ")),
                      route_them);
    }
    std::vector<std::string> seen;
    if (!analysts.empty()) seen.push_back(fmt::format("analysts' alerts go to {}", fmt::join(analysts, ", ")));
    if (!operators.empty()) seen.push_back(fmt::format("operators' to {}", fmt::join(operators, ", ")));
    check.fine(seen.empty() ? "they ask for the audience; no alert is on now"
                            : fmt::format("{}", fmt::join(seen, ", ")));
    return check.finding();
}

}  // namespace entangled::doctor
