#include "daemon/alerts/state.hpp"

#include <array>

namespace entangled {

std::string_view to_string(AlertPhase phase) noexcept
{
    switch (phase) {
        case AlertPhase::ok: return "ok";
        case AlertPhase::pending: return "pending";
        case AlertPhase::firing: return "firing";
        case AlertPhase::clearing: return "clearing";
        case AlertPhase::held: return "held";
        case AlertPhase::unknown: return "unknown";
    }
    return {};
}

std::optional<AlertPhase> parse_alert_phase(std::string_view text) noexcept
{
    constexpr std::array all{AlertPhase::ok,       AlertPhase::pending, AlertPhase::firing,
                             AlertPhase::clearing, AlertPhase::held,    AlertPhase::unknown};
    for (const AlertPhase phase : all) {
        if (to_string(phase) == text) return phase;
    }
    return std::nullopt;
}

}  // namespace entangled
