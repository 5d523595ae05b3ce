#pragma once

#include <string>
#include <string_view>

namespace entangled::doctor {

/// PromQL without what its printers differ in: white space outside of strings is gone, and matchers are in order. Two
/// texts of one expression give the same; texts of different ones practically never do.
[[nodiscard]] std::string canonical(std::string_view expression);

}  // namespace entangled::doctor
