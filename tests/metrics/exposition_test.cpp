#include "daemon/metrics/exposition.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "tests/metrics/sample_cycle.hpp"

using namespace entangled;
using entangled::testing::sample_own;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

MetricFamily gauge(std::string name, std::vector<std::string> labels, std::vector<MetricSample> samples)
{
    return {std::move(name), "Help.", {}, MetricType::gauge, std::move(labels), std::move(samples), {}};
}

std::string error_of(std::vector<MetricFamily> families)
{
    const auto exposition = Exposition::make(std::move(families));
    return exposition ? std::string{} : exposition.error().detail;
}

}  // namespace

TEST_CASE("both formats hold the same series and differ in their headers only")
{
    const auto exposition = Exposition::make(sample_own());
    REQUIRE(exposition.has_value());
    CHECK(exposition->series() == 9);
    CHECK(exposition->text() ==
          "# HELP entangled_build_info Version of the running program.\n"
          "# TYPE entangled_build_info gauge\n"
          "entangled_build_info{version=\"0.1.0\"} 1\n"
          "# HELP entangled_cycle_duration_seconds Time \\\\ of \"one\"\\nevaluation.\n"
          "# TYPE entangled_cycle_duration_seconds histogram\n"
          "entangled_cycle_duration_seconds_bucket{le=\"0.0001\"} 1\n"
          "entangled_cycle_duration_seconds_bucket{le=\"1.0\"} 11\n"
          "entangled_cycle_duration_seconds_bucket{le=\"+Inf\"} 12\n"
          "entangled_cycle_duration_seconds_sum 0.75\n"
          "entangled_cycle_duration_seconds_count 12\n"
          "# HELP entangled_cycles_missed_total Evaluations that did not take place.\n"
          "# TYPE entangled_cycles_missed_total counter\n"
          "entangled_cycles_missed_total 1\n"
          "# HELP entangled_cycles_total Evaluations by result.\n"
          "# TYPE entangled_cycles_total counter\n"
          "entangled_cycles_total{result=\"dropped\"} 0\n"
          "entangled_cycles_total{result=\"success\"} 12\n");
    CHECK(exposition->openmetrics() ==
          "# TYPE entangled_build info\n"
          "# HELP entangled_build Version of the running program.\n"
          "entangled_build_info{version=\"0.1.0\"} 1\n"
          "# TYPE entangled_cycle_duration_seconds histogram\n"
          "# UNIT entangled_cycle_duration_seconds seconds\n"
          "# HELP entangled_cycle_duration_seconds Time \\\\ of \\\"one\\\"\\nevaluation.\n"
          "entangled_cycle_duration_seconds_bucket{le=\"0.0001\"} 1\n"
          "entangled_cycle_duration_seconds_bucket{le=\"1.0\"} 11\n"
          "entangled_cycle_duration_seconds_bucket{le=\"+Inf\"} 12\n"
          "entangled_cycle_duration_seconds_sum 0.75\n"
          "entangled_cycle_duration_seconds_count 12\n"
          "# TYPE entangled_cycles counter\n"
          "# HELP entangled_cycles Evaluations by result.\n"
          "entangled_cycles_total{result=\"dropped\"} 0\n"
          "entangled_cycles_total{result=\"success\"} 12\n"
          "# TYPE entangled_cycles_missed counter\n"
          "# HELP entangled_cycles_missed Evaluations that did not take place.\n"
          "entangled_cycles_missed_total 1\n"
          "# EOF\n");
}

TEST_CASE("the order of families and samples does not show")
{
    CHECK(rc::check([](unsigned seed) {
        std::mt19937 generator(seed);
        std::vector<MetricFamily> families = sample_own();
        families.push_back(gauge("x", {"a", "b"}, {{{"1", "2"}, 1}, {{"1", "10"}, 2}, {{"0", "2"}, 3}, {{"", ""}, 4}}));
        const std::string expected = Exposition::make(families).value().text();
        for (MetricFamily& family : families) std::shuffle(family.samples.begin(), family.samples.end(), generator);
        std::shuffle(families.begin(), families.end(), generator);
        RC_ASSERT(Exposition::make(families).value().text() == expected);
    }));
}

TEST_CASE("an empty page is legal in both formats")
{
    const auto exposition = Exposition::make({gauge("x", {}, {})});
    REQUIRE(exposition.has_value());
    CHECK(exposition->text().empty());
    CHECK(exposition->openmetrics() == "# EOF\n");
}

TEST_CASE("families of one name and shape are put together")
{
    const auto exposition = Exposition::make({gauge("x", {"a"}, {{{"2"}, 2}}), gauge("x", {"a"}, {{{"1"}, 1}})});
    REQUIRE(exposition.has_value());
    CHECK(exposition->text() == "# HELP x Help.\n# TYPE x gauge\nx{a=\"1\"} 1\nx{a=\"2\"} 2\n");
}

TEST_CASE("equal series are refused by name, also if only bad bytes told them apart")
{
    CHECK(error_of({gauge("x", {"a"}, {{{"1"}, 1}, {{"2"}, 1}, {{"1"}, 1}})}) ==
          "the series x{a=\"1\"} is there twice");
    CHECK(error_of({gauge("x", {"a"}, {{{"\xFF"}, 1}, {{"\xFE"}, 2}})}) ==
          "the series x{a=\"\xEF\xBF\xBD\"} is there twice");
    CHECK(error_of({gauge("x", {}, {{{}, 1}}), gauge("x", {}, {{{}, 1}})}) == "the series x is there twice");
}

TEST_CASE("values a type does not allow are refused")
{
    CHECK(error_of({gauge("x", {"a"}, {{{"1"}, std::nan("")}})}) ==
          "the series x{a=\"1\"} has a value its type does not allow: NaN");
    CHECK(error_of({gauge("x", {}, {{{}, -infinity}})}) == "the series x has a value its type does not allow: -Inf");
    CHECK(error_of({gauge("x", {}, {{{}, infinity}})}).empty());
    CHECK(error_of({{"x", {}, {}, MetricType::counter, {}, {{{}, -1}}, {}}}) != "");
    CHECK(error_of({{"x", {}, {}, MetricType::counter, {}, {{{}, infinity}}, {}}}) != "");
    CHECK(error_of({{"x", {}, {}, MetricType::info, {}, {{{}, 0}}, {}}}) != "");
    CHECK(error_of({{"x", {}, {}, MetricType::stateset, {"state"}, {{{"ok"}, 0.5}}, {}}}) != "");
    CHECK(error_of({gauge("x", {"a", "b"}, {{{"1"}, 1}})}) == "the series x{a=\"1\"} has not one value for each label");
}

TEST_CASE("histograms must be whole")
{
    const auto histogram = [](std::vector<HistogramBucket> buckets) {
        return std::vector<MetricFamily>{{"x", {}, {}, MetricType::histogram, {"a"}, {}, {{{"b c"}, buckets, 1}}}};
    };
    CHECK(error_of(histogram({{1, 2}, {infinity, 2}})).empty());
    CHECK(error_of(histogram({{1, 2}})) != "");
    CHECK(error_of(histogram({{1, 2}, {infinity, 1}})) != "");
    CHECK(error_of(histogram({{1, 2}, {1, 2}, {infinity, 2}})) != "");
    std::vector<MetricFamily> twice = histogram({{infinity, 1}});
    twice.front().histograms.push_back(twice.front().histograms.front());
    CHECK(error_of(twice) == "the series x{a=\"b c\"} is there twice");
}

TEST_CASE("names that clash or are not legal are refused")
{
    const MetricFamily counter{"x", {}, {}, MetricType::counter, {}, {{{}, 1}}, {}};
    CHECK(error_of({counter, gauge("x", {}, {{{}, 1}})}) ==
          "the family x is there twice, with different types, units or labels");
    CHECK(error_of({counter, gauge("x_total", {}, {{{}, 1}})}) == "the name x_total belongs to two families");
    CHECK(error_of({gauge("a:b", {}, {{{}, 1}})}) == "a:b is not a legal metric name");
    CHECK(error_of({gauge("x", {"a", "a"}, {})}) == "the family x has the label a twice");
    CHECK(error_of({gauge("x", {"a-b"}, {})}) == "the family x has the bad label name a-b");
    MetricFamily with_unit = gauge("x_ratio", {}, {{{}, 1}});
    with_unit.unit = "seconds";
    CHECK(error_of({with_unit}) == "the name x_ratio does not end in its unit seconds");
}
