#include "daemon/rules/recorded.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "daemon/alerts/state.hpp"
#include "daemon/feeds/rejection.hpp"
#include "indicators/core/dataset.hpp"

namespace entangled::rules {
namespace {

// How long Prometheus itself may be away without losing what it knew. Longer would bring back what was configured away.
constexpr std::string_view memory = "1h";

// Nothing is known of a daemon while it is scraped without success, and while no daemon of its job answers at all: a
// crashed one may be gone from service discovery, too. One that is gone while others answer was taken away on purpose.
PrometheusRule recorded(const Selector& select, std::string_view name, std::string_view now)
{
    PrometheusRule rule;
    rule.name = name;
    const std::string last = fmt::format("last_over_time({}[{}])", select.of(name), memory);
    rule.expression = fmt::format(
        "{}\n"
        "or\n"
        "({} and on (job, instance) {} unless on (job, instance) {})\n"
        "or\n"
        "({} unless on (job) {})",
        now, last, select.of("up"), select.page(), last, select.page());
    return rule;
}

std::string phases(std::initializer_list<AlertPhase> wanted)
{
    std::vector<std::string> names;
    for (const AlertPhase phase : wanted) names.emplace_back(to_string(phase));
    return any_of(names);
}

// A held alert is on if it was when its input went missing.
std::string alert_is_on(const Selector& select)
{
    const std::string on = phases({AlertPhase::firing, AlertPhase::clearing});
    return fmt::format("max without (state) ({})\nor\nmax without (state) ({})",
                       select.series("alert_held_phase", {{"state", "=~", on}}),
                       select.series("alert_state", {{"state", "=~", on}}));
}

// The page may be as old as a scrape interval of a minute on top of two cycles.
std::string cycle_is_late(const Selector& select)
{
    return fmt::format("time() - {} > bool 2 * {} + 60", select.page(), select.series("cycle_interval_seconds"));
}

std::string reasons_of_unmapped()
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < reject_reason_count; ++i) {
        const auto name = to_string(static_cast<RejectReason>(i));
        if (name.starts_with("unknown_")) names.emplace_back(name);
    }
    return any_of(names);
}

// The reasons are counted since start, the rows of the last read only: both together are what is there now.
std::string rows_are_unmapped(const Selector& select)
{
    const std::string rejected =
        fmt::format("max without (disposition) ({})", select.series("feed_rows", {{"disposition", "=", "rejected"}}));
    const std::string unknown =
        fmt::format("sum without (reason) ({})",
                    select.series("feed_rejected_rows_total", {{"reason", "=~", reasons_of_unmapped()}}));
    return fmt::format("({} > bool 0) and on (job, instance, feed) ({} > 0)\nor\n0 * {}", rejected, unknown, rejected);
}

std::string feed_is_unhealthy(const Selector& select, const std::vector<std::string>& feeds)
{
    std::vector<std::string> names;
    for (const FeedState state :
         {FeedState::error, FeedState::partial, FeedState::stale_content, FeedState::stale_fetch}) {
        names.emplace_back(to_string(state));
    }
    return fmt::format("max without (state) ({})",
                       select.series("feed_state", {{"feed", "=~", any_of(feeds)}, {"state", "=~", any_of(names)}}));
}

}  // namespace

std::vector<std::string> unwatched(const Plan& plan, std::span<const std::string> feeds)
{
    std::vector<std::string> left;
    std::copy_if(feeds.begin(), feeds.end(), std::back_inserter(left), [&](const std::string& feed) {
        return std::none_of(plan.alerts.begin(), plan.alerts.end(), [&](const AlertRule& alert) {
            return alert.condition == AlertCondition::feed_state &&
                   std::find(alert.feeds.begin(), alert.feeds.end(), feed) != alert.feeds.end();
        });
    });
    return left;
}

std::vector<PrometheusRule> recorded_rules(const Selector& select, const std::vector<std::string>& unwatched_feeds)
{
    const std::string held = select.series("alert_state", {{"state", "=", phases({AlertPhase::held})}});
    std::vector<PrometheusRule> rules{
        recorded(select, alert_on, alert_is_on(select)),
        recorded(select, alert_held, fmt::format("max without (state) ({})", held)),
        recorded(select, alerts_not_kept, fmt::format("{} == bool 0", select.series("alert_states_kept"))),
        recorded(select, cycle_stalled, cycle_is_late(select)),
        recorded(select, reload_failed, fmt::format("{} == bool 0", select.series("config_last_reload_successful"))),
        recorded(select, review_overdue,
                 fmt::format("{} < bool time()", select.series("alert_review_timestamp_seconds"))),
        recorded(select, rows_unmapped, rows_are_unmapped(select))};
    if (!unwatched_feeds.empty()) {
        rules.push_back(recorded(select, feed_unhealthy, feed_is_unhealthy(select, unwatched_feeds)));
    }
    return rules;
}

}  // namespace entangled::rules
