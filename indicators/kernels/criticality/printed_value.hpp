#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <optional>
#include <string_view>

namespace entangled::kernels {

/// What a cell of the USGS Mineral Commodity Summaries says.
enum class PrintedKind {
    number,          ///< "1,560"
    above,           ///< ">95": bounded to protect data
    below,           ///< "<1"
    range,           ///< "10,000-15,000", hyphen or en dash
    net_exporter,    ///< "E"
    nil,             ///< em dash: a true zero
    withheld,        ///< "W": missing
    not_available,   ///< "NA": missing
    not_applicable,  ///< "XX"
    words            ///< "Large", "s", "Variable, depending...": no number in it
};

/// Value of a cell. Numbers are in the unit of its column.
struct PrintedValue {
    PrintedKind kind{PrintedKind::not_available};
    std::optional<double> lower{};       ///< of number, above, below (0), range, nil (0)
    std::optional<double> upper{};       ///< the same, for `above` only if the column has an upper limit
    std::optional<double> last_place{};  ///< of `number`: value of its last printed digit, 1 for "67", 0.01 for "2.81"

    /// Nothing is known: withheld or not available. A net exporter and a nil are known.
    [[nodiscard]] constexpr bool missing() const noexcept
    {
        return kind == PrintedKind::withheld || kind == PrintedKind::not_available;
    }
};

/// Reads a cell, in UTF-8 or Windows-1252, with blanks and no-break spaces around it; a comma groups three digits, a
/// percent sign may follow. `most` is the column's upper limit: ">95" is [95, most]. Errors: no_data if empty,
/// bad_value for anything else (">" beyond `most`, "?5", "1,2", a range that falls, a number out of range).
[[nodiscard]] Result<PrintedValue> printed_value(std::string_view token, std::optional<double> most = std::nullopt);

/// `printed_value` in a column of percentages, 0..100: ">95" is [95, 100].
/// Errors: as for `printed_value`, and bad_value for a number outside of [0, 100].
[[nodiscard]] Result<PrintedValue> printed_percent(std::string_view token);

/// All numbers that round to `printed` at steps of `unit` > 0: printed -+ unit/2. "9,010" to two places is 10.
/// Errors: bad_value if a number is not finite or the unit is not positive.
[[nodiscard]] Result<Interval> rounding_interval(double printed, double unit);

/// The coarsest step a whole `printed` number can have been rounded to: its largest power of ten as a divisor, 1000 for
/// 27,000; 1 for 0. Errors: bad_value if it is not a whole number below 2^53 in size.
[[nodiscard]] Result<double> trailing_zero_unit(double printed);

}  // namespace entangled::kernels
