#pragma once

#include <string>

#include "daemon/report/screen.hpp"

namespace entangled::report {

/// The screen as one JSON object {as_of, now, statements, readings, alerts, feeds} with one reading, alert or feed a
/// line and keys in fixed order. Numbers are the shortest that read back exactly; what is not known is null.
[[nodiscard]] std::string screen_json(const Screen& screen);

}  // namespace entangled::report
