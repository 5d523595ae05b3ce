#include "indicators/core/series.hpp"

#include <fmt/format.h>

#include "indicators/core/digest.hpp"

namespace entangled {
namespace {

struct MeasureRow {
    Measure measure;
    std::string_view name;
    std::string_view unit;
};

constexpr std::array<MeasureRow, 13> measures{{
    {Measure::production, "production", "t"},
    {Measure::capacity, "capacity", "t_per_year"},
    {Measure::supply_share, "supply_share", "ratio"},
    {Measure::net_import_reliance, "net_import_reliance", "ratio"},
    {Measure::import_source_share, "import_source_share", "ratio"},
    {Measure::self_sufficiency, "self_sufficiency", "ratio"},
    {Measure::trade_quantity, "trade_quantity", "t"},
    {Measure::trade_units, "trade_units", "units"},
    {Measure::trade_value, "trade_value", "usd"},
    {Measure::price, "price", "usd_per_kg"},
    {Measure::tariff_rate, "tariff_rate", "ratio"},
    {Measure::revenue_share, "revenue_share", "ratio"},
    {Measure::governance_score, "governance_score", "points"},
}};

struct BasisRow {
    Basis basis;
    std::string_view name;
};

constexpr std::array<BasisRow, 8> bases{{
    {Basis::world_supply, "world_supply"},
    {Basis::import_source, "import_source"},
    {Basis::net_import, "net_import"},
    {Basis::apparent_consumption, "apparent_consumption"},
    {Basis::domestic_market, "domestic_market"},
    {Basis::desired_demand, "desired_demand"},
    {Basis::reported_flow, "reported_flow"},
    {Basis::none, "none"},
}};

struct UnitRow {
    std::string_view unit;
    std::string_view base;
    double factor;
};

constexpr std::array<UnitRow, 14> units{{
    {"t", "t", 1.0},
    {"kg", "t", 0.001},
    {"kt", "t", 1000.0},
    {"t_per_year", "t_per_year", 1.0},
    {"kg_per_year", "t_per_year", 0.001},
    {"kt_per_year", "t_per_year", 1000.0},
    {"ratio", "ratio", 1.0},
    {"percent", "ratio", 0.01},
    {"units", "units", 1.0},
    {"usd", "usd", 1.0},
    {"usd_million", "usd", 1e6},
    {"usd_per_kg", "usd_per_kg", 1.0},
    {"usd_per_t", "usd_per_kg", 0.001},
    {"points", "points", 1.0},
}};

struct FlagRow {
    std::string_view word;
    Flag flag;
};

constexpr std::array<FlagRow, 8> flag_names{{
    {"estimate", Flag::estimate},
    {"bound", Flag::bound},
    {"forecast", Flag::forecast},
    {"withheld", Flag::withheld},
    {"net_exporter", Flag::net_exporter},
    {"quota", Flag::quota},
    {"date_assumed", Flag::date_assumed},
    {"other", Flag::other},
}};

constexpr std::array<FlagRow, 7> flags_for_people{{
    {"secondhand", Flag::other},
    {"parsed", Flag::other},
    {"edition_inferred", Flag::other},
    {"period_inferred", Flag::other},
    {"includes_hk", Flag::other},
    {"name_stripped", Flag::other},
    {"derived", Flag::other},
}};

}  // namespace

std::string_view to_string(Measure measure) noexcept
{
    for (const auto& row : measures) {
        if (row.measure == measure) return row.name;
    }
    return {};
}

std::string_view to_string(Basis basis) noexcept
{
    for (const auto& row : bases) {
        if (row.basis == basis) return row.name;
    }
    return {};
}

std::optional<Measure> parse_measure(std::string_view text) noexcept
{
    for (const auto& row : measures) {
        if (row.name == text) return row.measure;
    }
    return std::nullopt;
}

std::optional<Basis> parse_basis(std::string_view text) noexcept
{
    for (const auto& row : bases) {
        if (row.name == text) return row.basis;
    }
    return std::nullopt;
}

std::string_view base_unit(Measure measure) noexcept
{
    for (const auto& row : measures) {
        if (row.measure == measure) return row.unit;
    }
    return {};
}

bool is_share(Measure measure) noexcept { return base_unit(measure) == "ratio" && measure != Measure::tariff_rate; }

std::optional<double> unit_factor(Measure measure, std::string_view unit) noexcept
{
    for (const auto& row : units) {
        if (row.unit == unit && row.base == base_unit(measure)) return row.factor;
    }
    return std::nullopt;
}

std::string to_string(const SeriesKey& key)
{
    std::string text = fmt::format("{}/{}/{}", to_string(key.measure), key.good, key.tier);
    if (!key.origin.empty()) text += fmt::format(" from {}", key.origin);
    if (!key.destination.empty()) text += fmt::format(" to {}", key.destination);
    return text + fmt::format(" ({})", key.definition);
}

std::optional<Flag> parse_flag(std::string_view word) noexcept
{
    for (const auto& row : flag_names) {
        if (row.word == word) return row.flag;
    }
    for (const auto& row : flags_for_people) {
        if (row.word == word) return row.flag;
    }
    return std::nullopt;
}

std::string format_flags(Flag flags)
{
    std::string text;
    for (const auto& row : flag_names) {
        if (!has_flag(flags, row.flag)) continue;
        if (!text.empty()) text += ';';
        text += row.word;
    }
    return text;
}

std::optional<Interval> known_interval(const Observation& observation) noexcept
{
    if (observation.bounds) return observation.bounds;
    if (observation.value) return Interval{*observation.value, *observation.value};
    return std::nullopt;
}

std::uint64_t observation_id(const SeriesKey& key, const Period& period, std::string_view release)
{
    return Digest{}
        .add(to_string(key.measure))
        .add(key.good)
        .add(key.tier)
        .add(key.origin)
        .add(key.destination)
        .add(key.definition)
        .add(static_cast<std::int64_t>(period.start.time_since_epoch().count()))
        .add(static_cast<std::int64_t>(period.end.time_since_epoch().count()))
        .add(release)
        .value();
}

}  // namespace entangled
