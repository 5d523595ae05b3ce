#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/feeds/row.hpp"
#include "indicators/core/series.hpp"

namespace entangled {

/// A published figure in the base unit of its measure. Empty fields were not published.
struct MeasuredValue {
    std::optional<double> value;
    std::optional<double> lower;
    std::optional<double> upper;
};

/// The columns a figure is read from.
struct MeasuredColumns {
    const FeedColumn& value;
    const FeedColumn& lower;
    const FeedColumn& upper;
    const FeedColumn& unit;
};

/// Reads the measure; the fault names the nearest known one.
[[nodiscard]] std::optional<Measure> read_measure(FeedRow& row, const FeedColumn& column);

/// Converts one number from `unit` to the base unit of `measure`. Faults: bad_unit, and out_of_range for what the
/// measure cannot be (shares outside [0, 1], quantities and prices below 0) or what overflows.
[[nodiscard]] std::optional<double> read_amount(FeedRow& row, const FeedColumn& column, const FeedColumn& unit,
                                                Measure measure);

/// Reads value and bounds and checks them against each other and the withheld flag.
[[nodiscard]] MeasuredValue read_measured(FeedRow& row, const MeasuredColumns& columns, Measure measure, Flag flags);

}  // namespace entangled
