#include "daemon/report/exact_text.hpp"

#include <fmt/format.h>
#include <cmath>

namespace entangled::report {

std::string exact_number(const std::optional<double>& value)
{
    return value && std::isfinite(*value) ? fmt::format("{}", *value) : std::string{};
}

std::string exact_time(const std::optional<Timestamp>& time) { return time ? format_time(*time) : std::string{}; }

}  // namespace entangled::report
