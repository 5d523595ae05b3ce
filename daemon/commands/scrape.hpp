#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/rules/rule_set.hpp"

namespace entangled {

/// Whether it can stand in a rule file as it is.
[[nodiscard]] bool is_printable(std::string_view text);

/// What `--job` and `--match` say of the scrape. Empty, and said on standard error, if one of them is wrong.
[[nodiscard]] std::optional<rules::RuleOptions> read_scrape(const std::string& job,
                                                            const std::vector<std::string>& matches);

}  // namespace entangled
