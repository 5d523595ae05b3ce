#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indicators/core/time.hpp"

namespace entangled::doctor {

/// How long Prometheus keeps samples.
struct Retention {
    std::string text;              ///< as it says it
    std::optional<Duration> time;  ///< empty: by size only
};

/// A duration as Prometheus writes it, such as `15d`, `1y2w` or `1m30s`; a year has 365 days.
[[nodiscard]] std::optional<Duration> read_prometheus_duration(std::string_view text) noexcept;

/// What Prometheus says about itself: `15d`, `10GiB` or `1y or 10GiB`. Empty if it is neither.
[[nodiscard]] std::optional<Retention> read_retention(std::string_view text);

}  // namespace entangled::doctor
