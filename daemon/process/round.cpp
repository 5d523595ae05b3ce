#include "daemon/process/round.hpp"

#include <fmt/format.h>
#include <exception>

#include "daemon/alerts/evaluate.hpp"
#include "daemon/metrics/family_builder.hpp"
#include "daemon/process/version.hpp"
#include "daemon/report/html.hpp"
#include "daemon/report/screen.hpp"
#include "daemon/store/alert_store.hpp"

namespace entangled {
namespace {

void log_events(const RoundInput& input, RoundOutput& output)
{
    for (const auto& event : output.cycle->events) {
        if (!is_news(event, input.alerts)) continue;
        const bool firing = event.to == AlertPhase::firing;
        output.log.push_back({firing ? LogLevel::warning : LogLevel::info,
                              fmt::format("alert changed alert={} instance={} from={} to={}{}", event.key.alert,
                                          event.key.instance, to_string(event.from), to_string(event.to),
                                          event.value ? fmt::format(" value={}", *event.value) : std::string{})});
    }
}

// What could not be stored is tried again in every round, changed or not; the log speaks of the first failure only.
void keep_alerts(const RoundInput& input, RoundOutput& output)
{
    if (input.state_file.empty()) return;
    if (input.kept == KeptAlerts::current && output.cycle->alerts == input.alerts) return;
    const auto saved = save_alert_states(input.state_file, output.cycle->alerts);
    output.kept = saved ? KeptAlerts::current : KeptAlerts::failing;
    if (saved && input.kept == KeptAlerts::failing) {
        output.log.push_back({LogLevel::info, "alert states are kept again file=" + input.state_file});
    } else if (!saved && input.kept != KeptAlerts::failing) {
        output.log.push_back({LogLevel::error, fmt::format("alert states not kept; {}; until it works a restart goes "
                                                           "back to the last that were; tried in every round",
                                                           saved.error().detail)});
    }
}

void render(const RoundInput& input, RoundOutput& output)
{
    FeedCountsById counts;
    for (const auto& [id, memory] : output.memories) counts.emplace(id, memory.counts);
    std::vector<MetricFamily> own = input.own;
    if (!input.state_file.empty()) own.push_back(alert_states_kept(output.kept == KeptAlerts::current));
    auto page = render_page(*output.cycle, counts, std::move(own));
    if (page) {
        output.page = *page;
    } else {
        output.log.push_back({LogLevel::error, "metrics page not renewed; " + page.error().detail});
    }
    const report::PageFacts facts{std::string(version)};
    output.home = std::make_shared<const std::string>(report::page_html(report::first_screen(*output.cycle), facts));
}

void work(RoundInput& input, RoundOutput& output)
{
    FeedReads reads = read_feeds(input.configuration->feeds, input.configuration->plan->codes, input.dataset,
                                 std::move(input.memories), input.order, input.now);
    output.dataset = std::move(reads.dataset);
    output.memories = std::move(reads.memories);
    output.log = std::move(reads.log);
    output.reads = std::move(reads.results);
    output.cycle = next_cycle(input.last, input.alerts, input.configuration->plan, output.dataset, input.now);
    log_events(input, output);
    keep_alerts(input, output);
    render(input, output);
}

}  // namespace

RoundOutput run_round(RoundInput input)
{
    const auto start = std::chrono::steady_clock::now();
    RoundOutput output;
    output.configuration = input.configuration;
    output.dataset = input.dataset;
    try {
        work(input, output);
    } catch (const std::exception& error) {
        output.cycle.reset();
        output.log.push_back({LogLevel::error, fmt::format("round failed; {}", error.what())});
    }
    output.took = std::chrono::steady_clock::now() - start;
    return output;
}

}  // namespace entangled
