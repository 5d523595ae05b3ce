#include "indicators/kernels/criticality/persistence.hpp"

#include <algorithm>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr std::size_t longest_window = 10'000;

bool legal(const PersistenceRule& rule)
{
    return rule.needed >= 1 && rule.needed <= rule.window && rule.window <= longest_window;
}

Error illegal_rule() { return {Errc::bad_value, "persistent: 1 <= needed <= window <= 10,000 is required"}; }

}  // namespace

Result<std::optional<bool>> persistent(std::span<const std::optional<bool>> periods, const PersistenceRule& rule)
{
    if (!legal(rule)) return illegal_rule();
    if (periods.empty()) return Error{Errc::no_data, "persistent: no periods"};
    if (periods.size() < rule.window)
        return Error{Errc::insufficient_points, "persistent: fewer periods than the window"};
    const auto recent = periods.last(rule.window);
    const auto held = static_cast<std::size_t>(std::ranges::count(recent, std::optional{true}));
    const auto unknown = static_cast<std::size_t>(std::ranges::count(recent, std::optional<bool>{}));
    if (held >= rule.needed) return std::optional{true};
    if (held + unknown < rule.needed) return std::optional{false};
    return std::optional<bool>{};
}

Result<std::optional<bool>> persistent_at(std::span<const PeriodVerdict> verdicts, std::int64_t last,
                                          const PersistenceRule& rule)
{
    if (!legal(rule)) return illegal_rule();
    if (verdicts.empty()) return Error{Errc::no_data, "persistent_at: no verdicts"};
    std::vector<std::optional<bool>> window(rule.window);
    for (const PeriodVerdict& verdict : verdicts) {
        // In unsigned arithmetic the distance of any two period numbers is defined.
        const auto age = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(verdict.period);
        if (verdict.period > last || age >= rule.window) continue;
        auto& slot = window[rule.window - 1 - static_cast<std::size_t>(age)];
        if (slot) return Error{Errc::bad_value, "persistent_at: a period is listed twice"};
        slot = verdict.met;
    }
    return persistent(window, rule);
}

}  // namespace entangled::kernels
