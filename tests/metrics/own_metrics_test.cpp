#include "daemon/metrics/own_metrics.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "daemon/metrics/exposition.hpp"
#include "tests/metrics/sample_cycle.hpp"

using namespace entangled;

namespace {

std::string text_of(const OwnMetrics& metrics) { return Exposition::make(metrics.collect()).value().text(); }

bool has_line(const std::string& text, const std::string& line)
{
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("series known in advance are there from the start")
{
    OwnMetrics metrics({"0.1.0", "abc", "gcc 12"});
    const std::vector<std::string> feeds{"acts"};
    metrics.set_feeds(feeds);
    const std::string text = text_of(metrics);
    CHECK(has_line(text, "entangled_build_info{compiler=\"gcc 12\",revision=\"abc\",version=\"0.1.0\"} 1"));
    CHECK(has_line(text, "entangled_cycles_total{result=\"dropped\"} 0"));
    CHECK(has_line(text, "entangled_cycles_missed_total 0"));
    CHECK(has_line(text, "entangled_feed_reads_total{feed=\"acts\",result=\"failure\"} 0"));
    CHECK(has_line(text, "entangled_config_last_reload_successful 0"));
    CHECK(text.find("entangled_config_last_reload_success_timestamp_seconds") == std::string::npos);
    CHECK(has_line(text, "entangled_cycle_duration_seconds_count 0"));
}

TEST_CASE("what happens is counted")
{
    OwnMetrics metrics({"0.1.0", "abc", "gcc 12"});
    metrics.cycle_finished(CycleResult::success, std::chrono::microseconds{250});
    metrics.cycle_finished(CycleResult::failure, std::chrono::seconds{2});
    metrics.cycles_missed(3);
    metrics.reload_finished(true, testing::noon);
    metrics.reload_finished(false, testing::noon + std::chrono::hours{1});
    metrics.http_request("/metrics", 200);
    metrics.http_request("/etc/passwd", 404);
    metrics.http_request("/", 99999);
    const std::string text = text_of(metrics);
    CHECK(has_line(text, "entangled_cycles_total{result=\"success\"} 1"));
    CHECK(has_line(text, "entangled_cycles_missed_total 3"));
    CHECK(has_line(text, "entangled_cycle_duration_seconds_bucket{le=\"0.001\"} 1"));
    CHECK(has_line(text, "entangled_cycle_duration_seconds_bucket{le=\"+Inf\"} 2"));
    CHECK(has_line(text, "entangled_cycle_duration_seconds_sum 2.00025"));
    CHECK(has_line(text, "entangled_config_last_reload_successful 0"));
    CHECK(has_line(text, "entangled_config_last_reload_success_timestamp_seconds 1787227200"));
    CHECK(has_line(text, "entangled_http_requests_total{code=\"200\",path=\"/metrics\"} 1"));
    CHECK(has_line(text, "entangled_http_requests_total{code=\"404\",path=\"other\"} 1"));
    CHECK(has_line(text, "entangled_http_requests_total{code=\"0\",path=\"/\"} 1"));
}

TEST_CASE("feeds come and go with the plan and keep their counts")
{
    OwnMetrics metrics({"0.1.0", "abc", "gcc 12"});
    metrics.set_feeds(std::vector<std::string>{"acts", "shares"});
    metrics.feed_read("acts", FeedReadResult::success);
    metrics.feed_read("nobody", FeedReadResult::success);
    metrics.set_feeds(std::vector<std::string>{"acts"});
    const std::string text = text_of(metrics);
    CHECK(has_line(text, "entangled_feed_reads_total{feed=\"acts\",result=\"success\"} 1"));
    CHECK(text.find("shares") == std::string::npos);
    CHECK(text.find("nobody") == std::string::npos);
    metrics.set_feeds(std::vector<std::string>{"acts", "shares"});
    CHECK(has_line(text_of(metrics), "entangled_feed_reads_total{feed=\"shares\",result=\"success\"} 0"));
}

TEST_CASE("the process says when it started and what it uses")
{
    const OwnMetrics metrics({"0.1.0", "abc", "gcc 12"});
    const auto families = metrics.collect();
    const auto value = [&](std::string_view name) {
        for (const MetricFamily& family : families) {
            if (family.name == name) return family.samples.front().value;
        }
        return -1.0;
    };
    const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    CHECK(value("process_start_time_seconds") > now - 3600);
    CHECK(value("process_start_time_seconds") < now + 2);
    CHECK(value("process_resident_memory_bytes") > 1e5);
    CHECK(value("process_virtual_memory_bytes") >= value("process_resident_memory_bytes"));
    CHECK(value("process_cpu_seconds") >= 0);
    CHECK(value("process_open_fds") >= 3);
}
