#pragma once

#include <string_view>

namespace entangled::report {

/// The style sheet of the page, for the screen (light, dark, narrow) and for paper.
[[nodiscard]] std::string_view page_style() noexcept;

}  // namespace entangled::report
