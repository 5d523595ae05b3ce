#include "daemon/metrics/registry_families.hpp"

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>
#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace entangled {
namespace {

bool remove_suffix(std::string& name, std::string_view suffix)
{
    if (!name.ends_with(suffix)) return false;
    name.resize(name.size() - suffix.size());
    return true;
}

std::string unit_of(std::string_view name)
{
    static constexpr std::array<std::string_view, 3> units{"seconds", "bytes", "ratio"};
    for (const std::string_view unit : units) {
        if (name.ends_with(unit)) return std::string{unit};
    }
    return {};
}

MetricFamily empty_family(const prometheus::MetricFamily& from)
{
    MetricFamily family;
    family.name = from.name;
    family.help = from.help;
    if (from.type == prometheus::MetricType::Counter) {
        family.type = MetricType::counter;
        remove_suffix(family.name, "_total");
    } else if (from.type == prometheus::MetricType::Histogram) {
        family.type = MetricType::histogram;
    } else if (remove_suffix(family.name, "_info")) {
        family.type = MetricType::info;
        return family;
    }
    family.unit = unit_of(family.name);
    return family;
}

void add(MetricFamily& family, const prometheus::ClientMetric& metric)
{
    std::vector<std::string> labels;
    std::transform(metric.label.begin(), metric.label.end(), std::back_inserter(labels),
                   [](const auto& label) { return label.value; });
    if (family.type == MetricType::histogram) {
        HistogramSample sample{std::move(labels), {}, metric.histogram.sample_sum};
        for (const auto& bucket : metric.histogram.bucket) {
            sample.buckets.push_back({bucket.upper_bound, bucket.cumulative_count});
        }
        family.histograms.push_back(std::move(sample));
        return;
    }
    const bool is_counter = family.type == MetricType::counter;
    family.samples.push_back({std::move(labels), is_counter ? metric.counter.value : metric.gauge.value});
}

}  // namespace

std::vector<MetricFamily> registry_families(const prometheus::Collectable& registry)
{
    std::vector<MetricFamily> families;
    for (const prometheus::MetricFamily& from : registry.Collect()) {
        if (from.metric.empty()) continue;
        MetricFamily family = empty_family(from);
        // Within one family every metric is added with the same label names.
        for (const auto& label : from.metric.front().label) family.label_names.push_back(label.name);
        for (const prometheus::ClientMetric& metric : from.metric) add(family, metric);
        families.push_back(std::move(family));
    }
    return families;
}

}  // namespace entangled
