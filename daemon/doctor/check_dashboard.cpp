#include <fmt/format.h>
#include <fmt/ranges.h>
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

// Why a query found nothing.
std::string reason(const Evidence& evidence, const DashboardQuery& query)
{
    if (evidence.page.size() == 0) return "no data";
    std::vector<std::string> absent;
    for (const auto& name : metrics_in(query.expression)) {
        if (!evidence.page.has(name)) absent.push_back(name);
    }
    if (!absent.empty()) return fmt::format("the daemon has no {} now", fmt::join(absent, ", "));
    return "no series matches, or none yet";
}

struct Panels {
    std::vector<std::string> empty;
    std::vector<std::string> refused;
    std::size_t unanswered{};
};

Panels sort_panels(const Evidence& evidence, const Dashboard& dashboard)
{
    Panels panels;
    for (std::size_t i = 0; i < dashboard.queries.size(); ++i) {
        const DashboardQuery& query = dashboard.queries[i];
        const Answer* answer = find(evidence.answers, panel_id(i));
        const auto data = data_of(answer);
        const std::string panel = query.panel.empty() ? "a panel without title" : query.panel;
        if (answer == nullptr || answer->status == 0) {
            ++panels.unanswered;
        } else if (!data) {
            panels.refused.push_back(fmt::format("{} ({})", panel, beginning(data.error().detail)));
        } else if (array_at(*data, "/result").empty() && text_at(*data, "/resultType") != "scalar") {
            panels.empty.push_back(fmt::format("{} ({})", panel, reason(evidence, query)));
        }
    }
    return panels;
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
    const std::size_t total = dashboard->queries.size();
    const Remedy look{"Look whether the readings they show have a value.",
                      {"entangled report" + config_option(evidence.setup)}};
    if (!panels.refused.empty()) {
        check.trouble(fmt::format("refused: {}", list(panels.refused)),
                      {"Prometheus does not take these queries: is the file of another version?", {}});
    }
    if (panels.empty.size() == total) {
        check.trouble(fmt::format("none of {} queries finds data: {}", total, list(panels.empty)),
                      {"See what is said of scrape and series above, and of the job.", {}});
    } else if (!panels.empty.empty()) {
        check.warning(fmt::format("{} of {} queries find nothing: {}", panels.empty.size(), total, list(panels.empty)),
                      look);
    }
    if (panels.unanswered > 0) {
        check.trouble(fmt::format("{} of {} queries had no answer", panels.unanswered, total),
                      {"Prometheus stopped answering: is it overloaded?", {}});
    }
    check.fine(fmt::format("{}: all {} queries find data", dashboard->file, total));
    return check.finding();
}

}  // namespace entangled::doctor
