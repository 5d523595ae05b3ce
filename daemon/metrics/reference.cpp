#include "daemon/metrics/reference.hpp"

#include "daemon/metrics/cycle_families.hpp"
#include "daemon/metrics/family_lines.hpp"
#include "daemon/metrics/own_metrics.hpp"
#include "daemon/metrics/page.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace entangled {
namespace {

struct Absence {
    std::string_view name;
    std::string_view when;
};

// Sorted by name; what is not here is there from the first page on.
constexpr std::array absences{
    Absence{"entangled_alert_held_phase", "unless the alert is held"},
    Absence{"entangled_alert_review_timestamp_seconds", "for an alert without a day of review"},
    Absence{"entangled_alert_states_kept", "without a folder for the state"},
    Absence{"entangled_alert_threshold", "for an alert on states; the edge extreme where none is configured"},
    Absence{"entangled_alert_value", "unless the alert has a threshold and is pending, firing or clearing"},
    Absence{"entangled_feed_complete_until_timestamp_seconds", "for a feed that states no complete_until"},
    Absence{"entangled_feed_newest_observation_timestamp_seconds", "while the feed has no figure and no act"},
    Absence{"entangled_feed_rejected_rows_total", "while no row was rejected for that reason"},
    Absence{"entangled_feed_retrieved_timestamp_seconds", "until the feed was read"},
    Absence{"entangled_feed_revision_max_ratio", "while no release restated a figure"},
    Absence{"entangled_feed_rows", "until the feed was read"},
    Absence{"entangled_feed_stale_after_timestamp_seconds", "until the feed was read"},
    Absence{"entangled_http_requests_total",
            "for a path and code that was not answered yet, but for /metrics with 200"},
    Absence{"entangled_reading_coverage_ratio", "while the reading counts no part of its input"},
    Absence{"entangled_reading_newest_observation_timestamp_seconds", "while the reading has no input"},
    Absence{"entangled_reading_oldest_observation_timestamp_seconds", "while the reading has no input"},
    Absence{"entangled_reading_periods", "unless the reading is ok and a trend"},
    Absence{"entangled_reading_unknown_reason", "while the reading is ok"},
    Absence{"entangled_tls_certificate_end_timestamp_seconds", "without TLS"},
    Absence{"entangled_tls_failures_total", "without TLS"},
    Absence{"process_max_fds", "without a limit"},
};

std::string_view absence_of(std::string_view name)
{
    const auto* const found =
        std::find_if(absences.begin(), absences.end(), [name](const Absence& entry) { return entry.name == name; });
    return found == absences.end() ? std::string_view{} : found->when;
}

/// Names of all values of an enumeration, from the first to the last.
template <typename Enum>
std::vector<std::string> names_until(Enum last)
{
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(last); ++i) names.emplace_back(to_string(static_cast<Enum>(i)));
    return names;
}

std::vector<std::string> states_of(std::string_view name)
{
    if (name == "entangled_reading_state") return names_until(ReadingState::unknown);
    if (name == "entangled_alert_state") return names_until(AlertPhase::unknown);
    if (name == "entangled_feed_state") return names_until(FeedState::quiet);
    return {};
}

void add_kinds(std::vector<ReferenceEntry>& entries)
{
    for (const IndicatorKind* kind : indicator_kinds()) {
        for (MetricFamily& family : kind_families(*kind)) {
            const bool is_bound = family.help.starts_with("Lower bound") || family.help.starts_with("Upper bound");
            ReferenceEntry entry{
                std::move(family), std::string{kind->name}, {}, "unless the reading is ok and one figure"};
            if (is_bound) entry.absent = "unless the reading is ok and a range, and this end of it is known";
            if (entry.family.type == MetricType::stateset) {
                entry.states.assign(kind->answers.begin(), kind->answers.end());
                entry.absent = {};
            }
            entries.push_back(std::move(entry));
        }
    }
}

std::vector<MetricFamily> families_of_no_kind()
{
    Cycle empty;
    empty.plan = std::make_shared<const Plan>();
    empty.dataset = std::make_shared<const Dataset>();
    std::vector<MetricFamily> families = cycle_families(empty, {});
    OwnMetrics own({});
    own.set_feeds(std::vector<std::string>{"feed"});
    own.reload_finished(true, {});
    own.set_certificate_end({});
    for (MetricFamily& family : own.collect()) families.push_back(std::move(family));
    families.push_back(exposed_series(0));
    families.push_back(alert_states_kept(true));
    return families;
}

}  // namespace

std::vector<ReferenceEntry> metrics_reference()
{
    std::vector<ReferenceEntry> entries;
    add_kinds(entries);
    for (MetricFamily& family : families_of_no_kind()) {
        const std::string name = sample_name(family);
        entries.push_back({std::move(family), {}, states_of(name), absence_of(name)});
    }
    for (ReferenceEntry& entry : entries) {
        entry.family.samples = {};
        entry.family.histograms = {};
    }
    std::sort(entries.begin(), entries.end(), [](const ReferenceEntry& a, const ReferenceEntry& b) {
        return sample_name(a.family) < sample_name(b.family);
    });
    return entries;
}

}  // namespace entangled
