#include <fmt/format.h>
#include <array>

#include "daemon/dashboard/query.hpp"
#include "daemon/dashboard/rows.hpp"
#include "daemon/dashboard/table.hpp"

namespace entangled::dashboard {
namespace {

constexpr std::string_view silent = "no answer at that time";
constexpr std::array<std::string_view, 7> feed_states{"ok",      "quiet", "stale_fetch",   "stale_content",
                                                      "partial", "error", "not_configured"};

std::vector<Choice> feed_choices()
{
    return {{"ok", "green"},       {"quiet", "green"}, {"stale_fetch", "orange"},       {"stale_content", "orange"},
            {"partial", "orange"}, {"error", "red"},   {"not_configured", quiet_colour}};
}

std::string of_feed(std::string_view base, const Matchers& matchers = {})
{
    return fmt::format("max by (feed) ({})", series(base, matchers));
}

Column time_of_feed(std::string title, std::string_view base, Cell cell)
{
    return {std::move(title), of_feed(base) + " * 1000", cell};
}

std::string rate(const std::string& selector) { return fmt::format("rate({}[$__rate_interval])", selector); }

Panel feeds()
{
    Panel panel = table(
        "Feeds",
        "State of each feed, rows of the last read by what became of them, when it was read, and how far it "
        "reaches. The "
        "restatement is the largest relative change of an old figure by the newest release.",
        {{"feed"}, {}},
        {{"state", position_of_state({"feed_state", {}, feed_states, "feed", false}), Cell::state, {}, feed_choices()},
         {"accepted", of_feed("feed_rows", {{"disposition", "=", "accepted"}})},
         {"rejected", of_feed("feed_rows", {{"disposition", "=", "rejected"}})},
         time_of_feed("read", "feed_retrieved_timestamp_seconds", Cell::minute),
         time_of_feed("up to", "feed_newest_observation_timestamp_seconds", Cell::day),
         time_of_feed("complete to", "feed_complete_until_timestamp_seconds", Cell::day),
         {"restatement", of_feed("feed_revision_max_ratio")}});
    for (const auto* counted : {"accepted", "rejected"}) {
        panel.overrides.push_back(override_of("byName", counted, {{"decimals", 0}}));
    }
    panel.width = 16;
    panel.height = 11;
    return panel;
}

Column of_build(const std::string& label)
{
    const std::string info = series("build_info");
    return {label, fmt::format("max by (instance, {}) ({})", label, info), Cell::label, {}, {}, label};
}

Panel build()
{
    const auto own = [](std::string_view base) { return fmt::format("max by (instance) ({})", series(base)); };
    Panel panel = table(
        "Build and configuration", "The program that runs, and whether it took its configuration.", {{"instance"}, {}},
        {of_build("version"),
         of_build("revision"),
         {"configuration",
          own("config_last_reload_successful") + " + 1",
          Cell::state,
          {},
          {{"refused", "red"}, {"accepted", "green"}}},
         {"accepted at", own("config_last_reload_success_timestamp_seconds") + " * 1000", Cell::minute}});
    panel.width = 8;
    panel.height = 5;
    return panel;
}

Panel load(std::string title, std::string description, std::string_view unit, std::vector<Query> queries)
{
    Panel panel = graph(std::move(title), std::move(description), unit, silent);
    for (auto& query : queries) query.is_course = true;
    panel.queries = std::move(queries);
    panel.time_from = "24h";
    panel.width = 8;
    panel.height = 7;
    return panel;
}

Panel series_count()
{
    Panel panel = stat("Exposed series", "Number of series on the metrics page, which has a configured limit.",
                       plain_number, silent);
    panel.queries.push_back({fmt::format("max({})", series("exposed_series")), "series"});
    panel.width = 8;
    panel.height = 5;
    return panel;
}

Panel cycle_time()
{
    const std::string buckets = rate(series("cycle_duration_seconds_bucket"));
    return load("Time of a cycle", "How long nine of ten and 99 of 100 evaluations took at most.", "s",
                {{fmt::format("histogram_quantile(0.9, sum by (le) ({}))", buckets), "9 of 10"},
                 {fmt::format("histogram_quantile(0.99, sum by (le) ({}))", buckets), "99 of 100"}});
}

}  // namespace

void add_service(Board& board)
{
    board.row("Service");
    board.add_columns({feeds()}, {build(), series_count()});
    board.add(load("Cycles", "Evaluations a second by result. Dropped: the configuration changed meanwhile.", "cps",
                   {{fmt::format("sum by (result) ({})", rate(series("cycles_total"))), "{{result}}"}}));
    board.add(cycle_time());
    board.add(load("Memory", "Resident memory of the process.", "bytes",
                   {{fmt::format("max({})", chosen("process_resident_memory_bytes")), "resident"}}));
    board.add(load("Processor", "Processor time used in a second.", "s",
                   {{fmt::format("sum({})", rate(chosen("process_cpu_seconds_total"))), "processor"}}));
    board.add(load("Requests", "Answered HTTP requests a second by code.", "reqps",
                   {{fmt::format("sum by (code) ({})", rate(series("http_requests_total"))), "{{code}}"}}));
}

}  // namespace entangled::dashboard
