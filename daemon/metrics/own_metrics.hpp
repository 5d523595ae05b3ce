#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/metrics/metric_family.hpp"
#include "indicators/core/time.hpp"

namespace entangled {

struct BuildInfo {
    std::string version;
    std::string revision;
    std::string compiler;
};

enum class CycleResult : std::uint8_t { success, failure, dropped };
[[nodiscard]] std::string_view to_string(CycleResult result) noexcept;
enum class FeedReadResult : std::uint8_t { success, unchanged, failure };
[[nodiscard]] std::string_view to_string(FeedReadResult result) noexcept;

/// What the daemon says about itself. Loop thread only. Every series known in advance is there from the start.
class OwnMetrics {
  public:
    explicit OwnMetrics(const BuildInfo& build);
    ~OwnMetrics();
    OwnMetrics(const OwnMetrics&) = delete;
    OwnMetrics& operator=(const OwnMetrics&) = delete;

    /// The feeds of the plan in force; counters of feeds that are gone leave the page.
    void set_feeds(std::span<const std::string> feeds);
    /// A configuration was accepted (also the first) or refused.
    void reload_finished(bool accepted, Timestamp now);
    void cycle_finished(CycleResult result, std::chrono::nanoseconds took);
    /// Cycles of the schedule that did not take place.
    void cycles_missed(std::uint64_t count);
    /// Feeds that are not of the plan are not counted.
    void feed_read(std::string_view feed, FeedReadResult result);
    /// `path` is one of the served paths; anything else counts as `other`. Codes outside 100..599 count as 0.
    void http_request(std::string_view path, unsigned code);
    /// TLS is spoken, with a certificate that is valid until then. Before this nothing is said of TLS.
    void set_certificate_end(std::chrono::sys_seconds end);
    /// A client did not get through TLS; `fault` is one of `plain_http`, `client_certificate`, `handshake` and
    /// `closed`.
    void tls_failed(std::string_view fault);

    /// All of it with `process_*`, for the page.
    [[nodiscard]] std::vector<MetricFamily> collect() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace entangled
