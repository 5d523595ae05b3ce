#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/doctor/answer.hpp"
#include "daemon/doctor/setup.hpp"

namespace entangled::doctor {

/// Ids of questions. Those about the panels of a dashboard are made by `panel_id`.
namespace ask {
inline constexpr std::string_view daemon_healthy = "daemon_healthy";
inline constexpr std::string_view daemon_ready = "daemon_ready";
inline constexpr std::string_view daemon_page = "daemon_page";
inline constexpr std::string_view prometheus_ready = "prometheus_ready";
inline constexpr std::string_view build = "prometheus_build";
inline constexpr std::string_view runtime = "prometheus_runtime";
inline constexpr std::string_view targets = "prometheus_targets";
inline constexpr std::string_view dropped_targets = "prometheus_dropped_targets";
inline constexpr std::string_view cycles = "prometheus_cycles";
inline constexpr std::string_view series = "prometheus_series";
inline constexpr std::string_view rules = "prometheus_rules";
inline constexpr std::string_view receivers = "prometheus_alertmanagers";
inline constexpr std::string_view prometheus_page = "prometheus_page";
inline constexpr std::string_view history = "prometheus_history";
inline constexpr std::string_view alertmanager_ready = "alertmanager_ready";
inline constexpr std::string_view alertmanager_status = "alertmanager_status";
inline constexpr std::string_view alertmanager_alerts = "alertmanager_alerts";
}  // namespace ask

[[nodiscard]] std::string panel_id(std::size_t query);

/// The time that one point of the history covers.
inline constexpr std::chrono::days history_step{31};

/// How much time a dashboard is asked for, as its variables say it, and the distance of its points.
inline constexpr std::string_view panel_range = "30d";
inline constexpr std::string_view panel_interval = "6h";

/// Everything to ask, in the order in which it is to be asked; servers without an address are left out.
[[nodiscard]] std::vector<Question> questions(const Setup& setup);

}  // namespace entangled::doctor
