#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/json_answer.hpp"
#include "daemon/doctor/questions.hpp"

namespace entangled::doctor {
namespace {

constexpr std::size_t shown = 5;

bool is_name(char c)
{
    return c == '_' || c == ':' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Names of metrics of the daemon in an expression.
std::set<std::string> metrics_in(std::string_view expression)
{
    constexpr std::string_view prefix = "entangled_";
    std::set<std::string> names;
    for (std::size_t at = expression.find(prefix); at != std::string_view::npos; at = expression.find(prefix, at)) {
        const std::size_t begin = at;
        while (at < expression.size() && is_name(expression[at])) ++at;
        if (begin == 0 || !is_name(expression[begin - 1])) names.emplace(expression.substr(begin, at - begin));
    }
    return names;
}

// Why the readings behind a family have no value; families are named after the kind of reading.
std::set<std::string> reasons_of(const Page& page, std::string_view family)
{
    std::set<std::string> readings;
    for (const PageSample& sample : page.of("entangled_reading_state")) {
        const auto kind = sample.labels.find("indicator");
        const auto reading = sample.labels.find("reading");
        if (kind == sample.labels.end() || reading == sample.labels.end()) continue;
        if (family.starts_with(fmt::format("entangled_{}_", kind->second))) readings.insert(reading->second);
    }
    std::set<std::string> reasons;
    for (const PageSample& sample : page.of("entangled_reading_unknown_reason")) {
        const auto reading = sample.labels.find("reading");
        const auto reason = sample.labels.find("reason");
        if (reading == sample.labels.end() || reason == sample.labels.end()) continue;
        if (readings.contains(reading->second)) reasons.insert(reason->second);
    }
    return reasons;
}

// Why a query found nothing.
std::string reason(const Evidence& evidence, const DashboardQuery& query)
{
    if (evidence.page.size() == 0) return "no data";
    std::vector<std::string> absent;
    std::set<std::string> reasons;
    for (const auto& name : metrics_in(query.expression)) {
        if (evidence.page.has(name)) continue;
        absent.push_back(name);
        reasons.merge(reasons_of(evidence.page, name));
    }
    if (absent.empty()) return "no series matches, or none yet";
    return fmt::format("the daemon has no {} now{}{}", fmt::join(absent, ", "), reasons.empty() ? "" : ": ",
                       fmt::join(reasons, ", "));
}

struct Panels {
    std::size_t total{};
    std::vector<std::string> empty;
    std::vector<std::string> refused;
    std::size_t unanswered{};
};

// What became of the queries of one panel. A panel is filled by any of them: bounds are there only for some figures.
struct Panel {
    std::string title;
    std::string refusal;
    std::string emptiness;
    bool is_filled{false};
    bool is_unanswered{false};
};

std::map<std::size_t, Panel> panels_of(const Evidence& evidence, const Dashboard& dashboard)
{
    std::map<std::size_t, Panel> panels;
    for (std::size_t i = 0; i < dashboard.queries.size(); ++i) {
        const DashboardQuery& query = dashboard.queries[i];
        const Answer* answer = find(evidence.answers, panel_id(i));
        const auto data = data_of(answer);
        Panel& panel = panels[query.panel];
        panel.title = query.title.empty() ? "a panel without title" : query.title;
        if (answer == nullptr || answer->status == 0) {
            panel.is_unanswered = true;
        } else if (!data) {
            panel.refusal = beginning(data.error().detail);
        } else if (!array_at(*data, "/result").empty()) {
            panel.is_filled = true;
        } else if (panel.emptiness.empty()) {
            panel.emptiness = reason(evidence, query);
        }
    }
    return panels;
}

Panels sort_panels(const Evidence& evidence, const Dashboard& dashboard)
{
    Panels sorted;
    for (const auto& [number, panel] : panels_of(evidence, dashboard)) {
        ++sorted.total;
        if (panel.is_unanswered) {
            ++sorted.unanswered;
        } else if (!panel.refusal.empty()) {
            sorted.refused.push_back(fmt::format("{} ({})", panel.title, panel.refusal));
        } else if (!panel.is_filled) {
            sorted.empty.push_back(fmt::format("{} ({})", panel.title, panel.emptiness));
        }
    }
    return sorted;
}

std::string list(std::vector<std::string> texts)
{
    const std::size_t count = texts.size();
    if (count > shown) texts.resize(shown);
    return fmt::format("{}{}", fmt::join(texts, "; "),
                       count > shown ? fmt::format("; and {} more", count - shown) : "");
}

}  // namespace

Finding check_dashboard(const Evidence& evidence)
{
    const auto& dashboard = evidence.setup.dashboard;
    if (!dashboard) return not_asked("dashboard", "give its file with --dashboard");
    Check check("dashboard");
    if (!dashboard->error.empty()) {
        check.trouble(fmt::format("{}: {}", dashboard->file, dashboard->error),
                      {"Give the JSON of a classic Grafana dashboard.", {}});
        return check.finding();
    }
    if (!has_prometheus(evidence)) return not_asked("dashboard", "Prometheus does not answer");
    const Panels panels = sort_panels(evidence, *dashboard);
    const std::size_t total = panels.total;
    const Remedy look{"Look whether the readings they show have a value.",
                      {"entangled report" + config_option(evidence.setup)}};
    if (!panels.refused.empty()) {
        check.trouble(fmt::format("refused: {}", list(panels.refused)),
                      {"Prometheus does not take these queries: is the file of another version?", {}});
    }
    if (panels.empty.size() == total) {
        check.trouble(fmt::format("all {} panels are empty: {}", total, list(panels.empty)),
                      {"See what is said of scrape and series above, and of the job.", {}});
    } else if (!panels.empty.empty()) {
        check.warning(fmt::format("{} of {} panels are empty: {}", panels.empty.size(), total, list(panels.empty)),
                      look);
    }
    if (panels.unanswered > 0) {
        check.trouble(fmt::format("{} of {} panels had no answer", panels.unanswered, total),
                      {"Prometheus stopped answering: is it overloaded?", {}});
    }
    check.fine(fmt::format("{}: all {} panels have data", dashboard->file, total));
    return check.finding();
}

}  // namespace entangled::doctor
