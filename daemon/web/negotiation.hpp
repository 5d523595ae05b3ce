#pragma once

#include <cstdint>
#include <string_view>

namespace entangled::web {

enum class MetricsFormat : std::uint8_t { text, openmetrics };

/// What to send to a scraper, and whether it wants the escaping scheme named.
struct MetricsChoice {
    MetricsFormat format{MetricsFormat::text};
    bool name_escaping{false};
    friend bool operator==(const MetricsChoice&, const MetricsChoice&) = default;
};

/// Reads an Accept header: OpenMetrics 1.0.0 if it is named with a quality above 0 and not below that of text, else
/// text 0.0.4, also if neither is acceptable. Never fails; what cannot be read is passed over.
[[nodiscard]] MetricsChoice choose_metrics_format(std::string_view accept) noexcept;

/// The exact Content-Type of a choice.
[[nodiscard]] std::string_view content_type_of(const MetricsChoice& choice) noexcept;

/// Reads an Accept-Encoding header: whether gzip is acceptable and not worse than no encoding.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding) noexcept;

}  // namespace entangled::web
