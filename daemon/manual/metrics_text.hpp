#pragma once

#include <span>
#include <string>

#include "daemon/metrics/reference.hpp"

namespace entangled {

/// The reference of all families as Markdown, as sections of a manual page in scdoc, and as one JSON object
/// {families: [{name, type, openmetrics_type, unit, labels, states, kind, help, absent}]} with one family a line.
[[nodiscard]] std::string metrics_markdown(std::span<const ReferenceEntry> entries);
[[nodiscard]] std::string metrics_manual(std::span<const ReferenceEntry> entries);
[[nodiscard]] std::string metrics_json(std::span<const ReferenceEntry> entries);

}  // namespace entangled
