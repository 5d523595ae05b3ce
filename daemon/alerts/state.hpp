#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/alerts/rule.hpp"
#include "indicators/core/period.hpp"

namespace entangled {

/// Life of one alert instance. `held`: was pending, firing or clearing when its input went missing; it keeps its place
/// and never resolves by absence. `unknown`: input missing, nothing was going on.
enum class AlertPhase : std::uint8_t { ok, pending, firing, clearing, held, unknown };
[[nodiscard]] std::string_view to_string(AlertPhase phase) noexcept;
[[nodiscard]] std::optional<AlertPhase> parse_alert_phase(std::string_view text) noexcept;

/// Names an instance: rule and the reading or feed it watches.
struct AlertKey {
    std::string alert;
    std::string instance;
    friend auto operator<=>(const AlertKey&, const AlertKey&) = default;
};

/// Everything remembered of one instance between two cycles; survives a restart.
struct AlertInstance {
    AlertPhase phase{AlertPhase::unknown};
    AlertPhase held_phase{AlertPhase::ok};  ///< the phase it returns to, while held
    std::optional<Timestamp> since;         ///< when the phase began; while held, the phase it returns to
    std::optional<Timestamp> held_since;    ///< when the input went missing, while held
    std::optional<Timestamp> beyond_since;  ///< start of the present run beyond enter
    std::optional<Timestamp> inside_since;  ///< start of the present run inside exit, while clearing; empty in the band
    std::optional<Timestamp> cleared_at;
    std::uint32_t releases_beyond{};    ///< new periods in a row beyond enter
    std::optional<Period> last_period;  ///< newest period already counted
    std::optional<double> last_value;
    bool armed{true};     ///< false until a crossings-only rule has seen the condition clear
    bool seen_ok{false};  ///< there was something to judge; for reading_lost: a value to lose
    friend bool operator==(const AlertInstance&, const AlertInstance&) = default;
};

using AlertStates = std::map<AlertKey, AlertInstance>;

/// One change of phase in one cycle.
struct AlertEvent {
    AlertKey key;
    AlertPhase from{};
    AlertPhase to{};
    std::optional<double> value;
    friend bool operator==(const AlertEvent&, const AlertEvent&) = default;
};

/// What one instance looks like now. Without `value` and `matches` it is missing.
struct AlertSample {
    std::string instance;
    std::optional<double> value;    ///< the quantity the threshold speaks of; of bounds the end far from firing
    std::optional<double> far_end;  ///< the other end of bounds: nothing clears before it is inside exit, too
    std::optional<bool> matches;    ///< for state conditions: the watched state is one of the firing ones
    std::optional<Period> period;   ///< newest period behind the value; only a new one is news
    bool counts_periods{false};     ///< persistence counts releases with a new period rather than cycles
    bool may_alert{true};           ///< false while the reading's own gates are not met: it then never starts
    bool may_clear{true};           ///< false if the answer is that of a reading without value: it then holds
};

struct AlertStep {
    AlertStates next;
    std::vector<AlertEvent> events;
};

/// One instance of one rule, one step; `last` is empty at first sight. Pure: no clock but `now`. The same sample at the
/// same `now` changes nothing more. Times after `now` are taken for `now`, so that a clock set back heals by itself.
[[nodiscard]] AlertInstance advance(const AlertRule& rule, const std::optional<AlertInstance>& last,
                                    const AlertSample& sample, Timestamp now);

}  // namespace entangled
