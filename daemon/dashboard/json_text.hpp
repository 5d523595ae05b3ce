#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace entangled::dashboard {

/// JSON with two spaces of indentation and an end of line, keys in the order they were added. Short arrays and objects
/// without structure inside stand on one line, so that a changed panel is a short difference.
[[nodiscard]] std::string json_text(const boost::json::value& value);

}  // namespace entangled::dashboard
