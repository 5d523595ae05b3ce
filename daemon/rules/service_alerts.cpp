#include <fmt/format.h>
#include <chrono>

#include "daemon/rules/alert.hpp"
#include "daemon/rules/annotation.hpp"
#include "daemon/rules/recorded.hpp"

namespace entangled::rules {
namespace {

using std::chrono::minutes;

constexpr AlertLabels page{"critical", "operator"};
constexpr AlertLabels ticket{"warning", "operator"};
constexpr AlertLabels note{"info", "operator"};

std::string is_on(const Selector& select, std::string_view record) { return fmt::format("{} == 1", select.of(record)); }

std::string since_cycle() { return time_since({"cycle_last_success_timestamp_seconds", {}}); }

PrometheusRule daemon_down(const Selector& select, const RuleOptions& options)
{
    PrometheusRule rule = alert(
        "DaemonDown",
        fmt::format("{} unless on (job, instance) {}\nor\nabsent({})", select.of("up"), select.page(), select.of("up")),
        page,
        {"The entangled daemon does not answer.",
         fmt::format("No page of the daemon {}; the last evaluation seen was {} ago. All other alerts keep their "
                     "last state until it is back.",
                     label("instance"), since_cycle())},
        options);
    rule.wait_for = minutes{5};
    return rule;
}

PrometheusRule stalled(const Selector& select, const RuleOptions& options)
{
    PrometheusRule rule =
        alert("CycleStalled", is_on(select, cycle_stalled), page,
              {"The entangled daemon answers but no longer evaluates its readings.",
               fmt::format("The page of {} was computed {} ago; it is due every {} s. What it shows "
                           "and all alerts are of that time.",
                           label("instance"), since_cycle(), value_of({"cycle_interval_seconds", {}}))},
              options);
    rule.wait_for = minutes{5};
    return rule;
}

PrometheusRule reload(const Selector& select, const RuleOptions& options)
{
    return alert("ReloadFailed", is_on(select, reload_failed), ticket,
                 {"The configuration was refused; the old one is in force.",
                  fmt::format("{} runs the configuration that was accepted {} ago. `entangled check` names every "
                              "mistake in the files.",
                              label("instance"), time_since({"config_last_reload_success_timestamp_seconds", {}}))},
                 options);
}

PrometheusRule not_kept(const Selector& select, const RuleOptions& options)
{
    return alert(
        "AlertStatesNotKept", is_on(select, alerts_not_kept), ticket,
        {"The states of alerts cannot be stored.",
         fmt::format("If {} restarts, its alerts go back to the states that were stored last: what fired since "
                     "may be told again, what cleared since may come back. Its log says why.",
                     label("instance"))},
        options);
}

PrometheusRule unmapped(const Selector& select, const RuleOptions& options)
{
    return alert("RowsUnmapped", is_on(select, rows_unmapped), ticket,
                 {"Rows of a feed name something that no code list knows.",
                  fmt::format("Feed {} of {}: {} rows of the last read were left out, some of them because of an "
                              "unknown name; last read successfully {} ago.",
                              label("feed"), label("instance"),
                              value_of({"feed_rows", {{"feed", "feed"}}, {{"disposition", "rejected"}}}),
                              time_since({"feed_retrieved_timestamp_seconds", {{"feed", "feed"}}}))},
                 options);
}

PrometheusRule review(const Selector& select, const RuleOptions& options)
{
    return alert("ReviewOverdue", is_on(select, review_overdue), note,
                 {"The threshold of an alert is due for review by its owner.",
                  fmt::format("The review of {} was due {} ago.", label("alert"),
                              time_since({"alert_review_timestamp_seconds", {{"alert", "alert"}}}))},
                 options);
}

PrometheusRule unhealthy(const Selector& select, const RuleOptions& options)
{
    return alert("FeedUnhealthy", is_on(select, feed_unhealthy), ticket,
                 {"A feed is in error, stale, or lost rows.",
                  fmt::format("Feed {} of {} is {}; last read successfully {} ago.", label("feed"), label("instance"),
                              state_of({"feed_state", {{"feed", "feed"}}}, "state"),
                              time_since({"feed_retrieved_timestamp_seconds", {{"feed", "feed"}}}))},
                 options);
}

}  // namespace

std::vector<PrometheusRule> service_alerts(const Selector& select, const RuleOptions& options, bool has_unwatched_feeds)
{
    std::vector<PrometheusRule> rules{daemon_down(select, options), stalled(select, options),  reload(select, options),
                                      not_kept(select, options),    unmapped(select, options), review(select, options)};
    if (has_unwatched_feeds) rules.push_back(unhealthy(select, options));
    return rules;
}

}  // namespace entangled::rules
