#pragma once

#include <cstddef>
#include <string>

#include "daemon/engine/cycle.hpp"
#include "daemon/report/text_layout.hpp"

namespace entangled::report {

/// What the reading at `position` of the plan says, from what, how, and what would refute it: formula, every input with
/// vintage, age, source, licence and address, the arithmetic with the numbers put in, limitation and falsifier.
/// `position` must be one of the plan.
[[nodiscard]] std::string explain_text(const Plan& plan, std::size_t position, const Explained& explained,
                                       Timestamp as_of, Timestamp now, const TextStyle& style = {});

}  // namespace entangled::report
