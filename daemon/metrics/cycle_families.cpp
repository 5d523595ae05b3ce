#include "daemon/metrics/cycle_families.hpp"

#include "daemon/metrics/family_builder.hpp"

#include <chrono>
#include <iterator>

namespace entangled {
namespace {

void append(std::vector<MetricFamily>& to, std::vector<MetricFamily> from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

std::vector<MetricFamily> cycle_families(const Cycle& cycle, const FeedCountsById& counts)
{
    std::vector<MetricFamily> families = reading_families(cycle);
    append(families, alert_families(cycle));
    append(families, feed_families(cycle, counts));
    families.push_back(make_family(
        MetricType::gauge,
        {"cycle_last_success", "timestamp_seconds", "Time at which the readings on this page were evaluated."}, {}));
    add_time(families.back(), {}, cycle.at);
    families.push_back(make_family(
        MetricType::gauge, {"cycle_interval", "seconds", "Configured time between two evaluations, above 0."}, {}));
    families.back().samples.push_back({{}, std::chrono::duration<double>(cycle.plan->interval).count()});
    return families;
}

}  // namespace entangled
