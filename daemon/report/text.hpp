#pragma once

#include <string>

#include "daemon/report/screen.hpp"
#include "daemon/report/text_layout.hpp"

namespace entangled::report {

/// The whole first screen for a terminal: statements, readings by group, alerts, feeds. Ends with a line end.
[[nodiscard]] std::string screen_text(const Screen& screen, const TextStyle& style);

/// The readings alone, by group (`report --format table`). A reading without value shows its state and reason.
[[nodiscard]] std::string readings_text(const Screen& screen, const TextStyle& style);

}  // namespace entangled::report
