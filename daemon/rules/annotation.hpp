#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/rules/selector.hpp"

namespace entangled::rules {

/// Plain text as a template that gives just that text, on one line.
[[nodiscard]] std::string plain(std::string_view text);

/// `{{ $labels.<name> }}`.
[[nodiscard]] std::string label(std::string_view name);

/// A metric of the daemon that the alert is about. Each `label` gets its value from a label of the alert.
struct Asked {
    std::string_view base;  ///< name without prefix
    struct Label {
        std::string_view name;
        std::string_view of_alert;
    };
    std::vector<Label> labels;
    std::vector<std::pair<std::string_view, std::string_view>> fixed{};
};

/// Templates that ask Prometheus for the newest sample of the last hour and give `unknown` if there is none: its value
/// with four digits, the time since it in words, or the value of one of its labels.
[[nodiscard]] std::string value_of(const Asked& asked);
[[nodiscard]] std::string time_since(const Asked& asked);
/// Of a state set or a family of reasons: which of them is 1 now.
[[nodiscard]] std::string state_of(const Asked& asked, std::string_view state_label);

}  // namespace entangled::rules
