#include "indicators/core/result.hpp"

#include <fmt/format.h>
#include <array>
#include <stdexcept>

namespace entangled {

std::string_view to_string(Errc code) noexcept
{
    switch (code) {
        case Errc::not_configured: return "not_configured";
        case Errc::no_data: return "no_data";
        case Errc::insufficient_points: return "insufficient_points";
        case Errc::incomplete_table: return "incomplete_table";
        case Errc::below_coverage: return "below_coverage";
        case Errc::not_comparable: return "not_comparable";
        case Errc::not_identified: return "not_identified";
        case Errc::not_observed: return "not_observed";
        case Errc::stale: return "stale";
        case Errc::bad_value: return "bad_value";
        case Errc::upstream_unknown: return "upstream_unknown";
        case Errc::internal_error: return "internal_error";
    }
    return "internal_error";
}

void throw_exception_from_error(const Error& error, const boost::source_location& where)
{
    throw std::logic_error(fmt::format("{}:{}: value of a failed result: {}: {}", where.file_name(), where.line(),
                                       to_string(error.code), error.detail));
}

}  // namespace entangled
