#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

namespace entangled {

/// Why a value is missing. Closed, because it is a metric label and part of the exposition contract.
enum class Errc {
    not_configured,       ///< no feed gives this input
    no_data,              ///< the feed exists, the input has no row known at the evaluation time
    insufficient_points,  ///< fewer points than the smallest legal input
    incomplete_table,     ///< shares need a complete table, this one is not
    below_coverage,       ///< too much of the input is missing
    not_comparable,       ///< definitions, bases or windows differ
    not_identified,       ///< the regime differs across the plausible parameters
    not_observed,         ///< the record ends before the evaluation time, past its grace
    stale,                ///< the feed has not been retrieved within its limit
    bad_value,            ///< an input is outside its legal range
    upstream_unknown,     ///< a reading this one is computed from is unknown
    internal_error        ///< a defect: the computation failed unexpectedly
};

/// Stable snake_case name, as it stands in metrics and reports.
[[nodiscard]] std::string_view to_string(Errc code) noexcept;

/// `detail` is for people: it names the series, file, line or option and what to do.
struct Error {
    Errc code{};
    std::string detail;
    friend bool operator==(const Error&, const Error&) = default;
};

/// Found by argument-dependent lookup when `value()` is called on an error; throws std::logic_error.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

/// A value or the reason it is missing.
template <class T>
using Result = boost::system::result<T, Error>;

}  // namespace entangled
