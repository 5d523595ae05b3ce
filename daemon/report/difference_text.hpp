#pragma once

#include <span>
#include <string>

#include "daemon/report/difference.hpp"
#include "daemon/report/text_layout.hpp"

namespace entangled::report {

/// The differences in words, by kind of change: a restated figure is called restated, never fallen or risen, and a
/// change is put down to revision and news with their sizes.
[[nodiscard]] std::string differences_text(std::span<const Difference> differences, Timestamp earlier, Timestamp later,
                                           const TextStyle& style = {});

}  // namespace entangled::report
