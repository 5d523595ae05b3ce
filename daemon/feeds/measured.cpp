#include "daemon/feeds/measured.hpp"

#include <fmt/format.h>
#include <array>
#include <cmath>

namespace entangled {
namespace {

constexpr std::array<Measure, 13> measures{Measure::production,          Measure::capacity,
                                           Measure::supply_share,        Measure::net_import_reliance,
                                           Measure::import_source_share, Measure::self_sufficiency,
                                           Measure::trade_quantity,      Measure::trade_units,
                                           Measure::trade_value,         Measure::price,
                                           Measure::tariff_rate,         Measure::revenue_share,
                                           Measure::governance_score};

std::string allowed_units(Measure measure)
{
    static constexpr std::array<std::string_view, 14> units{
        "t",       "kg",    "kt",  "t_per_year",  "kg_per_year", "kt_per_year", "ratio",
        "percent", "units", "usd", "usd_million", "usd_per_kg",  "usd_per_t",   "points"};
    std::string allowed;
    for (const auto unit : units) {
        if (!unit_factor(measure, unit)) continue;
        if (!allowed.empty()) allowed += ", ";
        allowed += unit;
    }
    return allowed;
}

// Dividing by 100 or 1000 is correctly rounded, multiplying by 0.01 or 0.001 is not: 35 percent must be 0.35.
double converted(double value, double factor)
{
    return factor < 1.0 ? value / std::round(1.0 / factor) : value * factor;
}

std::string_view range_fault(Measure measure, double value)
{
    if (!std::isfinite(value)) return "is too large in its base unit";
    if (value < 0.0 && measure != Measure::governance_score) return "is below 0, which it cannot be";
    if (is_share(measure) && value > 1.0) return "is more than the whole, which a share cannot be";
    return {};
}

void check_bounds(FeedRow& row, const MeasuredColumns& columns, const MeasuredValue& read, std::string_view unit)
{
    if (read.lower.has_value() != read.upper.has_value()) {
        const auto& given = read.lower ? columns.lower : columns.upper;
        row.fail(RejectReason::bad_bounds, given,
                 fmt::format("{} stands alone; a bounded figure needs lower and upper", given.name));
    } else if (read.lower && *read.lower > *read.upper) {
        row.fail(RejectReason::bad_bounds, columns.lower,
                 fmt::format("lower {} is above upper {} ({})", *read.lower, *read.upper, unit));
    } else if (read.lower && read.value && (*read.value < *read.lower || *read.value > *read.upper)) {
        row.fail(
            RejectReason::bad_bounds, columns.value,
            fmt::format("value {} is outside its bounds [{}, {}] ({})", *read.value, *read.lower, *read.upper, unit));
    }
}

}  // namespace

std::optional<Measure> read_measure(FeedRow& row, const FeedColumn& column)
{
    const auto measure = parse_measure(row.text(column));
    if (measure) return measure;
    std::vector<std::string_view> known;
    for (const auto m : measures) known.push_back(to_string(m));
    static_cast<void>(row.name_of(column, RejectReason::unknown_measure, known));
    return std::nullopt;
}

std::optional<double> read_amount(FeedRow& row, const FeedColumn& column, const FeedColumn& unit, Measure measure)
{
    const auto factor = unit_factor(measure, row.text(unit));
    if (!factor) {
        row.fail(RejectReason::bad_unit, unit,
                 fmt::format("{} cannot be in {}; it can be in {}", to_string(measure), shown(row.text(unit)),
                             allowed_units(measure)));
        return std::nullopt;
    }
    const auto number = row.number(column);
    if (!number) return std::nullopt;
    const double value = converted(*number, *factor);
    if (const auto fault = range_fault(measure, value); !fault.empty()) {
        row.fail(RejectReason::out_of_range, column,
                 fmt::format("{} of {} {} {} {}", column.name, to_string(measure), shown(row.text(column)),
                             row.text(unit), fault));
        return std::nullopt;
    }
    return value;
}

MeasuredValue read_measured(FeedRow& row, const MeasuredColumns& columns, Measure measure, Flag flags)
{
    MeasuredValue read;
    read.value = read_amount(row, columns.value, columns.unit, measure);
    read.lower = read_amount(row, columns.lower, columns.unit, measure);
    read.upper = read_amount(row, columns.upper, columns.unit, measure);
    if (row.fault() && !row.only_unmapped()) return read;
    check_bounds(row, columns, read, base_unit(measure));
    const bool given = read.value || read.lower || read.upper;
    const bool withheld = has_flag(flags, Flag::withheld);
    if (withheld && given) {
        row.fail(RejectReason::withheld_with_value, columns.value, "the figure is flagged withheld and has a value");
    } else if (!withheld && !given) {
        row.fail(RejectReason::no_value, columns.value,
                 "neither value nor lower and upper is given; flag the row withheld if the publisher gives none");
    }
    return read;
}

}  // namespace entangled
