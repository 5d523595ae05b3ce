#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indicators/core/interval.hpp"
#include "indicators/core/period.hpp"
#include "indicators/core/time.hpp"

namespace entangled {

/// What a series measures. Closed; each measure has one base unit (`base_unit`).
enum class Measure : std::uint8_t {
    production,
    capacity,
    supply_share,
    net_import_reliance,
    import_source_share,
    self_sufficiency,
    trade_quantity,
    trade_units,
    trade_value,
    price,
    tariff_rate,
    revenue_share,
    governance_score
};

/// The denominator of a measure. Series of different bases are never compared, sloped or aggregated together.
enum class Basis : std::uint8_t {
    world_supply,
    import_source,
    net_import,
    apparent_consumption,
    domestic_market,
    desired_demand,
    reported_flow,
    none
};

[[nodiscard]] std::string_view to_string(Measure measure) noexcept;
[[nodiscard]] std::string_view to_string(Basis basis) noexcept;
[[nodiscard]] std::optional<Measure> parse_measure(std::string_view text) noexcept;
[[nodiscard]] std::optional<Basis> parse_basis(std::string_view text) noexcept;

/// Base unit of a measure: `t`, `t_per_year`, `ratio`, `units`, `usd`, `usd_per_kg` or `points`.
[[nodiscard]] std::string_view base_unit(Measure measure) noexcept;
/// Whether values of the measure are ratios in [0, 1] by definition.
[[nodiscard]] bool is_share(Measure measure) noexcept;
/// Factor that turns `unit` into the base unit of `measure`; empty if the unit does not measure that.
[[nodiscard]] std::optional<double> unit_factor(Measure measure, std::string_view unit) noexcept;

/// Names one series. Economies are ISO 3166-1 alpha-2, or EU, WLD (world), OTH (residual); empty where the measure has
/// none. `definition` is a row of the code book: source, basis and frequency.
struct SeriesKey {
    Measure measure{};
    std::string good;
    std::string tier;
    std::string definition;
    std::string destination;
    std::string origin;  ///< last, so that the suppliers of one good stand together in order
    friend auto operator<=>(const SeriesKey&, const SeriesKey&) = default;
};

/// `measure/good/tier/origin>destination (definition)`, for people.
[[nodiscard]] std::string to_string(const SeriesKey& key);

inline constexpr std::string_view world_total = "WLD";
inline constexpr std::string_view residual = "OTH";

/// What the publisher said about a value. A set of bits.
enum class Flag : std::uint16_t {
    none = 0,
    estimate = 1U << 0U,
    bound = 1U << 1U,
    forecast = 1U << 2U,
    withheld = 1U << 3U,
    net_exporter = 1U << 4U,
    quota = 1U << 5U,
    date_assumed = 1U << 6U,
    other = 1U << 7U  ///< a flag kept for people only: secondhand, parsed, inferred, includes_hk, derived
};
[[nodiscard]] constexpr Flag operator|(Flag a, Flag b) noexcept
{
    return static_cast<Flag>(static_cast<std::uint16_t>(a) | static_cast<std::uint16_t>(b));
}
[[nodiscard]] constexpr bool has_flag(Flag set, Flag flag) noexcept
{
    return (static_cast<std::uint16_t>(set) & static_cast<std::uint16_t>(flag)) != 0;
}

/// Reads one flag word of the reference schema; empty if it is not one.
[[nodiscard]] std::optional<Flag> parse_flag(std::string_view word) noexcept;
/// The set as `estimate;bound`.
[[nodiscard]] std::string format_flags(Flag flags);

/// One published figure in the base unit of its series. A withheld figure has neither value nor bounds.
struct Observation {
    Period period;
    Timestamp known_at;
    std::optional<double> value;
    std::optional<Interval> bounds;
    Flag flags{Flag::none};
    std::uint32_t release{};  ///< index into the releases of its table
    std::uint32_t source{};   ///< index into the sources of its batch
    std::uint32_t line{};     ///< line in the file it was read from
    friend bool operator==(const Observation&, const Observation&) = default;
};

/// Bounds if there are any, else the value as an exact interval; empty if withheld.
[[nodiscard]] std::optional<Interval> known_interval(const Observation& observation) noexcept;

/// Identity of an observation for random draws: depends on series, period and release only, not on row order.
[[nodiscard]] std::uint64_t observation_id(const SeriesKey& key, const Period& period, std::string_view release);

}  // namespace entangled
