#pragma once

#include <optional>
#include <string_view>

#include "indicators/core/time.hpp"

namespace entangled {

/// Messages to the service manager; every one does nothing outside a Type=notify unit.
namespace systemd_notifier {

void ready(std::string_view status);
void reloading();
void stopping();
/// One line for `systemctl status`.
void status(std::string_view text);
/// Keep-alive. To be sent when loop and worker have both moved and cycles are being committed: it vouches for the work.
void keep_alive();
/// How often a keep-alive is expected; empty if the manager does not watch.
[[nodiscard]] std::optional<Duration> watchdog_interval();

}  // namespace systemd_notifier
}  // namespace entangled
