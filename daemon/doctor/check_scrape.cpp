#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <set>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/json_answer.hpp"
#include "daemon/doctor/questions.hpp"
#include "daemon/doctor/retention.hpp"

namespace entangled::doctor {
namespace {

namespace json = boost::json;
using std::chrono::minutes;

// Prometheus looks back 5 minutes: a longer interval leaves the rules without a sample at times.
constexpr minutes longest_interval{4};
constexpr std::string_view reload = "systemctl reload prometheus";

bool is_of_job(const json::value& target, const rules::RuleOptions& scrape)
{
    return text_at(target, "/labels/job") == scrape.job &&
           std::all_of(scrape.matchers.begin(), scrape.matchers.end(), [&](const auto& matcher) {
               return text_at(target, "/labels/" + matcher.first) == matcher.second;
           });
}

bool is_among_dropped(const Evidence& evidence)
{
    const auto data = data_of(find(evidence.answers, ask::dropped_targets));
    if (!data) return false;
    const json::array& dropped = array_at(*data, "/droppedTargets");
    return std::any_of(dropped.begin(), dropped.end(), [&](const json::value& target) {
        return text_at(target, "/discoveredLabels/job") == evidence.setup.scrape.job;
    });
}

Finding no_target(const Evidence& evidence, const json::value& data)
{
    const Setup& setup = evidence.setup;
    Check check("scrape");
    for (const json::value& target : array_at(data, "/activeTargets")) {
        if (host_of(text_at(target, "/scrapeUrl")) != host_of(setup.addresses.daemon)) continue;
        const std::string job = text_at(target, "/labels/job");
        check.trouble(
            job == setup.scrape.job
                ? fmt::format("{} is scraped as job {}, but without the labels of --match", setup.addresses.daemon, job)
                : fmt::format("{} is scraped as job {}, not as {}", setup.addresses.daemon, job, setup.scrape.job),
            {"The rules ask for job and labels: give them as --job and --match here and where rules are written.",
             {fmt::format("entangled rules prometheus{} --job={}", config_option(setup), shell_word(job))}});
        return check.finding();
    }
    const bool was_dropped = is_among_dropped(evidence);
    check.trouble(fmt::format("Prometheus has no target of job {}{}", setup.scrape.job,
                              was_dropped ? ": relabelling drops it" : ""),
                  {was_dropped ? "Mend relabel_configs of that job, and reload:"
                               : "Add the job of deploy/prometheus/scrape.yml to its scrape_configs, and reload:",
                   {"promtool check config /etc/prometheus/prometheus.yml", std::string{reload}}});
    return check.finding();
}

void look_at_health(Check& check, const json::value& target, const std::string& url)
{
    const std::string health = text_at(target, "/health");
    if (health == "up") return check.fine(url + " is up");
    if (health == "unknown") {
        return check.warning(url + " was not scraped yet", {"Ask again after one scrape interval.", {}});
    }
    check.trouble(
        fmt::format("{} is {}: {}", url, health.empty() ? "in no state" : health,
                    beginning(text_at(target, "/lastError"))),
        {"Prometheus cannot scrape it: try the same from its machine.", {"curl -sS " + shell_word(url) + " | head"}});
}

void look_at_labels(Check& check, const Evidence& evidence, const json::value& target)
{
    boost::system::error_code error;
    const json::value* labels = target.find_pointer("/labels", error);
    if (labels == nullptr || !labels->is_object()) return;
    const auto of_page = evidence.page.label_names();
    std::vector<std::string> both;
    for (const auto& label : labels->get_object()) {
        if (of_page.contains(std::string{std::string_view{label.key()}})) {
            both.emplace_back(std::string_view{label.key()});
        }
    }
    if (both.empty()) return;
    check.warning(fmt::format("labels of the target take the place of those of series: {}", fmt::join(both, ", ")),
                  {"Unless the job has honor_labels: true, queries by them find nothing: name them otherwise.", {}});
}

void look_at_interval(Check& check, const json::value& target)
{
    const std::string text = text_at(target, "/scrapeInterval");
    const auto interval = read_prometheus_duration(text);
    if (!interval || *interval <= longest_interval) return;
    check.trouble(fmt::format("it is scraped every {}, which leaves gaps in all graphs and alerts", text),
                  {"Set scrape_interval of the job to 60s; more than 4m is too long.", {std::string{reload}}});
}

}  // namespace

Finding check_scrape(const Evidence& evidence)
{
    if (!has_prometheus(evidence)) return not_asked("scrape", "Prometheus does not answer");
    const auto data = data_of(find(evidence.answers, ask::targets));
    Check check("scrape");
    if (!data) {
        check.trouble(data.error().detail, {"Is this address that of Prometheus itself?", {}});
        return check.finding();
    }
    bool found = false;
    for (const json::value& target : array_at(*data, "/activeTargets")) {
        if (!is_of_job(target, evidence.setup.scrape)) continue;
        found = true;
        look_at_health(check, target, text_at(target, "/scrapeUrl"));
        look_at_interval(check, target);
        look_at_labels(check, evidence, target);
    }
    return found ? check.finding() : no_target(evidence, *data);
}

Finding check_series(const Evidence& evidence)
{
    if (!has_prometheus(evidence)) return not_asked("series", "Prometheus does not answer");
    Check check("series");
    const Remedy see_scrape{"See what is said of the scrape above; a new target takes one scrape interval.", {}};
    const auto cycles = data_of(find(evidence.answers, ask::cycles));
    const auto count = data_of(find(evidence.answers, ask::series));
    if (!cycles || !count) {
        check.trouble((cycles ? count : cycles).error().detail, {"Is this address that of Prometheus itself?", {}});
        return check.finding();
    }
    const auto series = sample_at(*count, "/result/0/value");
    if (array_at(*cycles, "/result").empty() || !series) {
        check.trouble(fmt::format("Prometheus has no series of the daemon with job {}", evidence.setup.scrape.job),
                      see_scrape);
        return check.finding();
    }
    const auto interval = evidence.page.value("entangled_cycle_interval_seconds");
    for (const json::value& cycle : array_at(*cycles, "/result")) {
        const auto computed = sample_at(cycle, "/value");
        if (!interval || !computed) continue;
        const double age = unix_seconds(evidence.setup.now) - *computed;
        if (age <= 2 * *interval + 60) continue;
        check.trouble(
            fmt::format("the newest page that Prometheus has of {} was computed {} ago",
                        text_at(cycle, "/metric/instance"), age_text(Duration{static_cast<std::int64_t>(age * 1000)})),
            see_scrape);
    }
    const auto targets = static_cast<double>(array_at(*cycles, "/result").size());
    const auto on_page = static_cast<double>(evidence.page.size());
    constexpr double most = 0.9;
    if (*series < most * targets * on_page) {
        check.warning(fmt::format("Prometheus has {} series, the page has {}", *series, evidence.page.size()),
                      {"metric_relabel_configs or a limit of the job leaves some out.", {}});
    }
    check.fine(fmt::format("{} series{}", *series, interval ? ", fresh" : ""));
    return check.finding();
}

}  // namespace entangled::doctor
