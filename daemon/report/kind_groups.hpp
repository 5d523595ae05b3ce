#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entangled::report {

/// Group of a kind as registry.def has it, for example `dependence`; `other` for a kind that is not listed.
[[nodiscard]] std::string_view group_of(std::string_view kind) noexcept;

/// All groups in the order of registry.def.
[[nodiscard]] std::vector<std::string_view> kind_groups();

/// `dependence` as a heading.
[[nodiscard]] std::string heading_of(std::string_view group);

}  // namespace entangled::report
