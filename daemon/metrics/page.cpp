#include "daemon/metrics/page.hpp"

#include "daemon/metrics/exposition.hpp"
#include "daemon/metrics/family_builder.hpp"
#include "daemon/metrics/gzip.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>

namespace entangled {
namespace {

std::size_t count_series(const std::vector<MetricFamily>& families) noexcept
{
    std::size_t count = 0;
    for (const MetricFamily& family : families) count += series_count(family);
    return count;
}

/// The family with the most series, for the message.
std::string largest_family(const std::vector<MetricFamily>& families)
{
    const auto fewer = [](const MetricFamily& a, const MetricFamily& b) { return series_count(a) < series_count(b); };
    const auto largest = std::max_element(families.begin(), families.end(), fewer);
    return fmt::format("{} with {}", largest->name, series_count(*largest));
}

std::shared_ptr<const std::string> shared(std::string bytes)
{
    return std::make_shared<const std::string>(std::move(bytes));
}

}  // namespace

MetricFamily exposed_series(std::size_t series)
{
    MetricFamily family =
        make_family(MetricType::gauge, {"exposed_series", {}, "Time series on this page, 1 or more."}, {});
    family.samples.push_back({{}, static_cast<double>(series)});
    return family;
}

MetricFamily alert_states_kept(bool kept)
{
    MetricFamily family =
        make_family(MetricType::gauge,
                    {"alert_states_kept", "",
                     "1 if a restart would find the alert states of this page, 0 if they could not be stored."},
                    {});
    family.samples.push_back({{}, kept ? 1.0 : 0.0});
    return family;
}

Result<std::shared_ptr<const MetricsPage>> render_page(const Cycle& cycle, const FeedCountsById& counts,
                                                       std::vector<MetricFamily> own)
{
    std::vector<MetricFamily> families = cycle_families(cycle, counts);
    families.insert(families.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    const std::size_t series = count_series(families) + 1;
    if (series > cycle.plan->series_limit) {
        return Error{Errc::bad_value,
                     fmt::format("the metrics page would have {} series, the limit is {}; most are in {}: configure "
                                 "fewer readings or raise the limit",
                                 series, cycle.plan->series_limit, largest_family(families))};
    }
    families.push_back(exposed_series(series));
    const Result<Exposition> exposition = Exposition::make(std::move(families));
    if (!exposition) return exposition.error();
    MetricsPage page;
    page.series = exposition->series();
    page.text = shared(exposition->text());
    page.text_gzip = shared(gzip(*page.text));
    page.openmetrics = shared(exposition->openmetrics());
    page.openmetrics_gzip = shared(gzip(*page.openmetrics));
    return std::make_shared<const MetricsPage>(std::move(page));
}

}  // namespace entangled
