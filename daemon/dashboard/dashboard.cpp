#include "daemon/dashboard/dashboard.hpp"

#include <fmt/format.h>
#include <array>

#include "daemon/dashboard/board.hpp"
#include "daemon/dashboard/json_text.hpp"
#include "daemon/dashboard/query.hpp"
#include "daemon/dashboard/rows.hpp"

namespace entangled::dashboard {
namespace {

namespace json = boost::json;

// Grafana 10 to 13 read it, and those after 10 bring it to their own on loading.
constexpr int schema_version = 39;
// A step by month of the backfill is bridged; a scrape needs 5m.
constexpr std::string_view usual_lookback = "32d";
constexpr std::array<std::string_view, 6> lookbacks{"5m", "2d", "9d", "32d", "100d", "400d"};

json::object choice(std::string_view value) { return {{"text", value}, {"value", value}}; }

json::object data_source_variable()
{
    return {{"type", "datasource"},
            {"name", "datasource"},
            {"label", "Data source"},
            {"query", "prometheus"},
            {"current", json::object{{"text", "default"}, {"value", "default"}}},
            {"refresh", 1},
            {"regex", ""},
            {"hide", 0},
            {"includeAll", false},
            {"multi", false},
            {"options", json::array{}}};
}

json::object label_variable(std::string_view name, std::string_view label, const std::string& of)
{
    const std::string query = fmt::format("label_values({}, {})", of, name);
    return {{"type", "query"},
            {"name", name},
            {"label", label},
            {"datasource", data_source()},
            {"definition", query},
            {"query", query},
            {"refresh", 2},
            {"sort", 1},
            {"regex", ""},
            {"hide", 0},
            {"multi", false},
            {"includeAll", false},
            {"options", json::array{}}};
}

json::object lookback_variable()
{
    json::array options;
    std::string query;
    for (const auto value : lookbacks) {
        json::object option = choice(value);
        option["selected"] = value == usual_lookback;
        options.push_back(std::move(option));
        query += fmt::format("{}{}", query.empty() ? "" : ",", value);
    }
    return {{"type", "custom"},
            {"name", "lookback"},
            {"label", "Lookback"},
            {"description",
             "How far back the newest sample may lie. 5m for what is scraped; longer than a step of a "
             "backfill to see its past."},
            {"query", query},
            {"current", choice(usual_lookback)},
            {"hide", 0},
            {"multi", false},
            {"includeAll", false},
            {"options", std::move(options)}};
}

json::array variables(const DashboardOptions& options)
{
    json::object job = label_variable("job", "Job", "entangled_build_info");
    job["current"] = choice(options.job);
    return {data_source_variable(), std::move(job),
            label_variable("instance", "Instance", "entangled_build_info{job=~\"$job\"}"), lookback_variable()};
}

json::object annotation(std::string_view name, std::string_view colour, const std::string& expression)
{
    return {{"name", name},  {"datasource", data_source()}, {"enable", true},
            {"hide", false}, {"iconColor", colour},         {"expr", expression}};
}

json::array annotations(const Board& board)
{
    json::object own{{"name", "Annotations & Alerts"},
                     {"builtIn", 1},
                     {"type", "dashboard"},
                     {"datasource", json::object{{"type", "grafana"}, {"uid", "-- Grafana --"}}},
                     {"enable", true},
                     {"hide", true},
                     {"iconColor", "rgba(0, 211, 255, 1)"}};
    json::object firing = annotation(
        "Firing alerts", "red",
        fmt::format("max by (alert, reading) ({}) == 1", latest(series("alert_state", {{"state", "=", "firing"}}))));
    firing["titleFormat"] = "{{alert}}";
    firing["textFormat"] = "{{reading}}";
    firing["filter"] = json::object{{"ids", board.with(Overlay::firing_alerts)}};
    json::object record_end =
        annotation("End of the record", "blue",
                   fmt::format("max by (feed) ({}) * 1000", series("feed_complete_until_timestamp_seconds")));
    record_end["titleFormat"] = "{{feed}}: the record is complete until here";
    record_end["useValueForTime"] = true;
    record_end["filter"] = json::object{{"ids", board.with(Overlay::record_end)}};
    return {std::move(own), std::move(firing), std::move(record_end)};
}

}  // namespace

std::string grafana_dashboard(const Plan& plan, const DashboardOptions& options)
{
    Board board;
    add_today(board, plan);
    add_shares(board, plan, options.side);
    add_flows(board, plan);
    add_speeds(board, plan);
    add_acts(board, plan);
    add_others(board, plan);
    add_alerts(board, plan);
    add_service(board);
    const json::object dashboard{
        {"id", nullptr},
        {"uid", "entangled"},
        {"title", "entangled"},
        {"description",
         "How tightly rival blocs hold each other's supply chains hostage, and what is not known. Written "
         "by `entangled dashboard grafana`: write it again when the configuration changes."},
        {"tags", json::array{"entangled"}},
        {"schemaVersion", schema_version},
        {"version", 1},
        {"editable", false},
        {"timezone", "utc"},
        {"graphTooltip", 1},
        {"refresh", "1m"},
        {"time", json::object{{"from", "now-3y"}, {"to", "now"}}},
        {"templating", json::object{{"list", variables(options)}}},
        {"annotations", json::object{{"list", annotations(board)}}},
        {"links", json::array{}},
        {"panels", board.panels()}};
    return json_text(dashboard);
}

}  // namespace entangled::dashboard
