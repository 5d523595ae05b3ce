#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indicators/core/interval.hpp"
#include "indicators/core/period.hpp"
#include "indicators/core/result.hpp"
#include "indicators/core/series.hpp"
#include "indicators/core/time.hpp"

namespace entangled {

/// Whether a reading has a value and, if not, of which sort the gap is. Exported as a state set.
enum class ReadingState : std::uint8_t { ok, insufficient, not_configured, unknown };
[[nodiscard]] std::string_view to_string(ReadingState state) noexcept;
/// The state that an error leaves a reading in.
[[nodiscard]] ReadingState state_of(Errc code) noexcept;

/// One input of a reading as `explain` prints it.
struct InputLine {
    std::string what;     ///< series or record
    std::string period;   ///< period or date
    std::string figure;   ///< value with bounds and flags
    std::string vintage;  ///< release and the day it became known
    std::string source;
    std::string url;
    std::string licence;
};

/// The working of a reading, filled only on request.
struct Working {
    std::vector<InputLine> inputs;
    std::vector<std::string> steps;  ///< the arithmetic, one line each, with the numbers put in
};

/// What an indicator found. A missing value is a state with a reason, never a number.
struct Reading {
    ReadingState state{ReadingState::unknown};
    std::optional<Error> reason;      ///< set unless ok
    std::optional<double> value;      ///< in the unit of the kind; empty if only bounds are known
    std::optional<Interval> bounds;   ///< uncertainty or what the publisher left open
    std::string answer;               ///< one of the answers of the kind; empty if the kind has none
    std::uint32_t n{};                ///< observations or records used
    std::optional<double> coverage;   ///< part of the input that was usable, 0..1
    std::optional<Timestamp> newest;  ///< end of the newest input period, or date of the newest record
    std::optional<Timestamp> oldest;
    std::optional<Period> period;           ///< newest period used; what makes a change news rather than revision
    std::optional<Timestamp> evaluated_at;  ///< min(now, complete_until) of what counts over time
    std::optional<double> p_value;   ///< two-sided, of the trend behind the value; the larger of what the bounds allow
    std::vector<Period> periods;     ///< all periods behind a trend, ascending; empty for anything else
    std::optional<Interval> level;   ///< newest level behind a trend
    std::optional<Basis> basis;      ///< of a trend, for comparisons
    bool may_alert{true};            ///< false while the gates for alerting are not met
    std::vector<std::string> notes;  ///< what a reader must know, for people
    friend bool operator==(const Reading&, const Reading&) = default;
};

/// A reading without value.
[[nodiscard]] Reading missing(Errc code, std::string detail);
/// Exact value.
[[nodiscard]] Reading known(double value);
/// Bounds without a middle; an exact interval becomes a value.
[[nodiscard]] Reading known(Interval bounds);

/// The ends of what is known: bounds, else the value as an exact interval; empty unless ok.
[[nodiscard]] std::optional<Interval> span_of(const Reading& reading) noexcept;

/// Digest of everything in the reading, for incremental recomputation of what depends on it.
[[nodiscard]] std::uint64_t digest_of(const Reading& reading);

}  // namespace entangled
