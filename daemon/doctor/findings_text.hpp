#pragma once

#include <span>
#include <string>

#include "daemon/doctor/finding.hpp"
#include "daemon/report/text_layout.hpp"
#include "indicators/core/time.hpp"

namespace entangled::doctor {

/// Whether any check found trouble.
[[nodiscard]] bool is_in_trouble(std::span<const Finding> findings) noexcept;

/// A line for each check, what to do below those that are not fine, and a last line with the numbers. Commands stand
/// alone on their lines and are never broken.
[[nodiscard]] std::string findings_text(std::span<const Finding> findings, Timestamp now,
                                        const report::TextStyle& style);

/// The same as a JSON object {at, trouble, checks: [{check, verdict, seen, remedy, commands}]}, a check a line.
[[nodiscard]] std::string findings_json(std::span<const Finding> findings, Timestamp now);

}  // namespace entangled::doctor
