#include "daemon/metrics/own_metrics.hpp"

#include "daemon/metrics/process_families.hpp"
#include "daemon/metrics/registry_families.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <iterator>
#include <map>
#include <utility>

namespace entangled {
namespace {

constexpr std::array cycle_results{CycleResult::success, CycleResult::failure, CycleResult::dropped};
constexpr std::array read_results{FeedReadResult::success, FeedReadResult::unchanged, FeedReadResult::failure};
constexpr std::array<const char*, 4> tls_faults{"plain_http", "client_certificate", "handshake", "closed"};
constexpr std::array<std::string_view, 5> paths{"/", "/metrics", "/-/healthy", "/-/ready", "/-/reload"};

prometheus::Family<prometheus::Counter>& counters(prometheus::Registry& registry, const char* name, const char* help)
{
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

prometheus::Family<prometheus::Gauge>& gauges(prometheus::Registry& registry, const char* name, const char* help)
{
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}

prometheus::Histogram& durations(prometheus::Registry& registry)
{
    return prometheus::BuildHistogram()
        .Name("entangled_cycle_duration_seconds")
        .Help("Time that one evaluation of all readings took, 0 or more.")
        .Register(registry)
        .Add({}, prometheus::Histogram::BucketBoundaries{0.0001, 0.001, 0.01, 0.1, 1, 10, 60});
}

}  // namespace

std::string_view to_string(CycleResult result) noexcept
{
    switch (result) {
        case CycleResult::success: return "success";
        case CycleResult::failure: return "failure";
        case CycleResult::dropped: return "dropped";
    }
    return {};
}

std::string_view to_string(FeedReadResult result) noexcept
{
    switch (result) {
        case FeedReadResult::success: return "success";
        case FeedReadResult::unchanged: return "unchanged";
        case FeedReadResult::failure: return "failure";
    }
    return {};
}

struct OwnMetrics::Parts {
    using Reads = std::array<prometheus::Counter*, read_results.size()>;

    prometheus::Registry registry;
    prometheus::Gauge& reload_ok{gauges(registry, "entangled_config_last_reload_successful",
                                        "1 if the last configuration read was accepted, else 0.")
                                     .Add({})};
    prometheus::Family<prometheus::Gauge>& reload_times{gauges(registry,
                                                               "entangled_config_last_reload_success_timestamp_seconds",
                                                               "Time at which a configuration was last accepted.")};
    prometheus::Histogram& cycle_duration{durations(registry)};
    prometheus::Family<prometheus::Counter>& cycles{
        counters(registry, "entangled_cycles_total", "Evaluations of all readings by result, 0 or more.")};
    prometheus::Counter& missed{counters(registry, "entangled_cycles_missed_total",
                                         "Evaluations that were due and did not take place, 0 or more.")
                                    .Add({})};
    prometheus::Family<prometheus::Counter>& reads{
        counters(registry, "entangled_feed_reads_total", "Reads of a source by result, 0 or more.")};
    prometheus::Family<prometheus::Counter>& requests{
        counters(registry, "entangled_http_requests_total", "Requests answered by path and status code, 0 or more.")};
    std::map<std::string, Reads, std::less<>> feeds;
    prometheus::Gauge* certificate_end{nullptr};
    std::map<std::string, prometheus::Counter*, std::less<>> tls_failures;
    /// By place in `paths` and code: the family would build a map of labels to find a counter.
    std::map<std::pair<std::size_t, unsigned>, prometheus::Counter*> answered;
};

OwnMetrics::OwnMetrics(const BuildInfo& build) : parts_(std::make_unique<Parts>())
{
    gauges(parts_->registry, "entangled_build_info", "Version, revision and compiler of the running program.")
        .Add({{"version", build.version}, {"revision", build.revision}, {"compiler", build.compiler}})
        .Set(1);
    for (const CycleResult result : cycle_results) parts_->cycles.Add({{"result", std::string{to_string(result)}}});
    parts_->requests.Add({{"path", "/metrics"}, {"code", "200"}});
}

OwnMetrics::~OwnMetrics() = default;

void OwnMetrics::set_feeds(std::span<const std::string> feeds)
{
    for (auto known = parts_->feeds.begin(); known != parts_->feeds.end();) {
        if (std::find(feeds.begin(), feeds.end(), known->first) != feeds.end()) {
            ++known;
            continue;
        }
        for (prometheus::Counter* counter : known->second) parts_->reads.Remove(counter);
        known = parts_->feeds.erase(known);
    }
    for (const std::string& feed : feeds) {
        if (parts_->feeds.contains(feed)) continue;
        Parts::Reads counters{};
        std::transform(read_results.begin(), read_results.end(), counters.begin(), [&](FeedReadResult result) {
            return &parts_->reads.Add({{"feed", feed}, {"result", std::string{to_string(result)}}});
        });
        parts_->feeds.emplace(feed, counters);
    }
}

void OwnMetrics::reload_finished(bool accepted, Timestamp now)
{
    parts_->reload_ok.Set(accepted ? 1 : 0);
    if (accepted) parts_->reload_times.Add({}).Set(unix_seconds(now));
}

void OwnMetrics::cycle_finished(CycleResult result, std::chrono::nanoseconds took)
{
    parts_->cycles.Add({{"result", std::string{to_string(result)}}}).Increment();
    parts_->cycle_duration.Observe(std::chrono::duration<double>(took).count());
}

void OwnMetrics::cycles_missed(std::uint64_t count) { parts_->missed.Increment(static_cast<double>(count)); }

void OwnMetrics::feed_read(std::string_view feed, FeedReadResult result)
{
    const auto known = parts_->feeds.find(feed);
    if (known == parts_->feeds.end()) return;
    known->second[static_cast<std::size_t>(result)]->Increment();
}

void OwnMetrics::http_request(std::string_view path, unsigned code)
{
    const auto place = static_cast<std::size_t>(std::find(paths.begin(), paths.end(), path) - paths.begin());
    const unsigned legal_code = code >= 100 && code < 600 ? code : 0;
    prometheus::Counter*& counter = parts_->answered[{place, legal_code}];
    if (counter == nullptr) {
        const std::string_view label = place < paths.size() ? paths[place] : "other";
        counter = &parts_->requests.Add({{"path", std::string{label}}, {"code", std::to_string(legal_code)}});
    }
    counter->Increment();
}

void OwnMetrics::set_certificate_end(std::chrono::sys_seconds end)
{
    if (parts_->certificate_end == nullptr) {
        parts_->certificate_end = &gauges(parts_->registry, "entangled_tls_certificate_end_timestamp_seconds",
                                          "Time at which the served certificate ends.")
                                       .Add({});
        auto& failures = counters(parts_->registry, "entangled_tls_failures_total",
                                  "Connections that did not get through TLS by fault, 0 or more.");
        for (const char* fault : tls_faults) parts_->tls_failures.emplace(fault, &failures.Add({{"fault", fault}}));
    }
    parts_->certificate_end->Set(static_cast<double>(end.time_since_epoch().count()));
}

void OwnMetrics::tls_failed(std::string_view fault)
{
    const auto known = parts_->tls_failures.find(fault);
    if (known != parts_->tls_failures.end()) known->second->Increment();
}

std::vector<MetricFamily> OwnMetrics::collect() const
{
    std::vector<MetricFamily> families = registry_families(parts_->registry);
    std::vector<MetricFamily> process = process_families();
    families.insert(families.end(), std::make_move_iterator(process.begin()), std::make_move_iterator(process.end()));
    return families;
}

}  // namespace entangled
