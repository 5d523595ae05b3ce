#pragma once

#include "indicators/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace entangled::kernels {

/// A condition must hold in at least `needed` of `window` consecutive periods; 1 <= needed <= window.
struct PersistenceRule {
    std::size_t needed{2};
    std::size_t window{3};
};

/// The rule on the last `window` of `periods`, oldest first, none left out: an unknown period is an empty entry. True
/// or false only if no unknown period could change it, otherwise empty. Lefebvre and Wibaux (2024), criterion 4.
/// Errors: no_data if empty, insufficient_points for fewer periods than the window, bad_value for an illegal rule.
[[nodiscard]] Result<std::optional<bool>> persistent(std::span<const std::optional<bool>> periods,
                                                     const PersistenceRule& rule = {});

/// Whether the condition held in the period with this number; numbers count periods (years, say).
struct PeriodVerdict {
    std::int64_t period{};
    bool met{};
};

/// The rule at period `last`: over the periods last - window + 1 .. last, where one without a verdict is unknown, not
/// the one before it. `verdicts` in any order. Errors: no_data if none, bad_value for an illegal rule or a period
/// twice.
[[nodiscard]] Result<std::optional<bool>> persistent_at(std::span<const PeriodVerdict> verdicts, std::int64_t last,
                                                        const PersistenceRule& rule = {});

}  // namespace entangled::kernels
