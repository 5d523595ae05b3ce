#include "indicators/core/records.hpp"

#include <algorithm>

namespace entangled {

std::string_view to_string(ActKind kind) noexcept
{
    switch (kind) {
        case ActKind::act: return "act";
        case ActKind::threat: return "threat";
        case ActKind::easing: return "easing";
    }
    return {};
}

std::string_view to_string(Evidence evidence) noexcept
{
    switch (evidence) {
        case Evidence::day_seen: return "day_seen";
        case Evidence::event_seen: return "event_seen";
        case Evidence::knowledge: return "knowledge";
    }
    return {};
}

std::optional<ActKind> parse_act_kind(std::string_view text) noexcept
{
    for (const auto kind : {ActKind::act, ActKind::threat, ActKind::easing}) {
        if (to_string(kind) == text) return kind;
    }
    return std::nullopt;
}

std::optional<Evidence> parse_evidence(std::string_view text) noexcept
{
    for (const auto evidence : {Evidence::day_seen, Evidence::event_seen, Evidence::knowledge}) {
        if (to_string(evidence) == text) return evidence;
    }
    return std::nullopt;
}

double restrictive_weight(const Act& act) noexcept { return std::max(0.0, -act.severity); }

}  // namespace entangled
