#include "daemon/doctor/questions.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <chrono>

#include "daemon/rules/selector.hpp"

namespace entangled::doctor {
namespace {

using std::chrono::days;
using std::chrono::seconds;

// Prometheus refuses a range of more than 11,000 points.
constexpr days longest_history{31 * 400};
constexpr days panel_span{30};

// Shorter than the limit of a request, so that Prometheus itself says what takes so long.
constexpr std::string_view query_timeout = "4s";

std::string unix_text(Timestamp time) { return fmt::format("{:.3f}", unix_seconds(time)); }

Question query(std::string_view id, std::string expression, Timestamp at)
{
    return {std::string{id},
            Server::prometheus,
            "/api/v1/query",
            {{"query", std::move(expression)}, {"time", unix_text(at)}, {"timeout", std::string{query_timeout}}}};
}

Question range_query(std::string id, std::string expression, Timestamp from, Timestamp to, seconds step)
{
    return {std::move(id),
            Server::prometheus,
            "/api/v1/query_range",
            {{"query", std::move(expression)},
             {"start", unix_text(from)},
             {"end", unix_text(to)},
             {"step", fmt::format("{}", step.count())},
             {"timeout", std::string{query_timeout}}}};
}

void ask_daemon(std::vector<Question>& all)
{
    all.push_back({std::string{ask::daemon_healthy}, Server::daemon, "/-/healthy"});
    all.push_back({std::string{ask::daemon_ready}, Server::daemon, "/-/ready"});
    all.push_back({std::string{ask::daemon_page}, Server::daemon, "/metrics"});
}

// The points end now, and the first is as old as any history can be.
Question oldest_sample(const Setup& setup, const rules::Selector& select)
{
    const std::string series =
        select.series("reading_state", {{"reading", "=", setup.readings.front()}, {"state", "=", "ok"}});
    const Timestamp from = setup.now - longest_history;
    return range_query(std::string{ask::history}, fmt::format("count_over_time({}[{}d])", series, history_step.count()),
                       from, setup.now, history_step);
}

void ask_panels(const Setup& setup, std::vector<Question>& all)
{
    for (std::size_t i = 0; i < setup.dashboard->queries.size(); ++i) {
        const DashboardQuery& panel = setup.dashboard->queries[i];
        constexpr std::chrono::hours step{6};
        all.push_back(panel.is_instant
                          ? query(panel_id(i), panel.expression, setup.now)
                          : range_query(panel_id(i), panel.expression, setup.now - panel_span, setup.now, step));
    }
}

void ask_prometheus(const Setup& setup, std::vector<Question>& all)
{
    const rules::Selector select(setup.scrape);
    const auto get = [&](std::string_view id, std::string_view path) {
        all.push_back({std::string{id}, Server::prometheus, std::string{path}});
    };
    get(ask::prometheus_ready, "/-/ready");
    get(ask::build, "/api/v1/status/buildinfo");
    get(ask::runtime, "/api/v1/status/runtimeinfo");
    all.push_back({std::string{ask::targets}, Server::prometheus, "/api/v1/targets", {{"state", "active"}}});
    all.push_back(query(ask::cycles, select.page(), setup.now));
    all.push_back(
        query(ask::series, fmt::format("count({})", select.of({}, {{"__name__", "=~", "entangled_.+"}})), setup.now));
    get(ask::rules, "/api/v1/rules");
    get(ask::receivers, "/api/v1/alertmanagers");
    get(ask::prometheus_page, "/metrics");
    if (!setup.readings.empty()) all.push_back(oldest_sample(setup, select));
    if (setup.dashboard) ask_panels(setup, all);
    // Where targets are discovered there may be very many: it is asked last, and may fail.
    all.push_back({std::string{ask::dropped_targets}, Server::prometheus, "/api/v1/targets", {{"state", "dropped"}}});
}

void ask_alertmanager(std::vector<Question>& all)
{
    all.push_back({std::string{ask::alertmanager_ready}, Server::alertmanager, "/-/ready"});
    all.push_back({std::string{ask::alertmanager_status}, Server::alertmanager, "/api/v2/status"});
    all.push_back({std::string{ask::alertmanager_alerts},
                   Server::alertmanager,
                   "/api/v2/alerts",
                   {{"filter", "alertname=~\"Entangled.+\""}}});
}

}  // namespace

std::string panel_id(std::size_t query) { return fmt::format("panel_{}", query); }

std::vector<Question> questions(const Setup& setup)
{
    std::vector<Question> all;
    if (!setup.addresses.daemon.empty()) ask_daemon(all);
    if (!setup.addresses.prometheus.empty()) ask_prometheus(setup, all);
    if (!setup.addresses.alertmanager.empty()) ask_alertmanager(all);
    return all;
}

}  // namespace entangled::doctor
