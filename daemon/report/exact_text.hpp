#pragma once

#include <optional>
#include <string>

#include "indicators/core/time.hpp"

namespace entangled::report {

/// The shortest text that reads back as the same number; empty if there is none or it is not finite.
[[nodiscard]] std::string exact_number(const std::optional<double>& value);

/// `YYYY-MM-DDThh:mm:ssZ`; empty if there is none.
[[nodiscard]] std::string exact_time(const std::optional<Timestamp>& time);

}  // namespace entangled::report
