#pragma once

#include <string>

#include "daemon/engine/plan.hpp"
#include "daemon/report/text_layout.hpp"

namespace entangled::report {

/// Every kind of indicator as a markdown page: formula, unit, inputs, source, limitation, falsifier, claims, options.
[[nodiscard]] std::string catalogue_markdown();

/// The readings of a plan by group: id, kind, what each says and what it is computed from.
[[nodiscard]] std::string configured_text(const Plan& plan, const TextStyle& style = {});

}  // namespace entangled::report
