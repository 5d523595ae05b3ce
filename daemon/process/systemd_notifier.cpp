#include "daemon/process/systemd_notifier.hpp"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>
#include <ctime>

namespace entangled::systemd_notifier {
namespace {

void send(const std::string& message) { sd_notify(0, message.c_str()); }

std::uint64_t monotonic_microseconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000U + static_cast<std::uint64_t>(now.tv_nsec) / 1000U;
}

}  // namespace

void ready(std::string_view text) { send(fmt::format("READY=1\nSTATUS={}", text)); }

void reloading() { send(fmt::format("RELOADING=1\nMONOTONIC_USEC={}", monotonic_microseconds())); }

void stopping() { send("STOPPING=1"); }

void status(std::string_view text) { send(fmt::format("STATUS={}", text)); }

void keep_alive() { send("WATCHDOG=1"); }

std::optional<Duration> watchdog_interval()
{
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::duration_cast<Duration>(std::chrono::microseconds{microseconds});
}

}  // namespace entangled::systemd_notifier
