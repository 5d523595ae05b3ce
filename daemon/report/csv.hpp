#pragma once

#include <string>

#include "daemon/report/screen.hpp"

namespace entangled::report {

/// All readings as RFC 4180 CSV with a header: the columns of the JSON report, led by `as_of` so that exports of
/// several days may be put together. What is not known is an empty field; labels are `name=value`, notes stand behind
/// each other with ` | ` between them.
[[nodiscard]] std::string readings_csv(const Screen& screen);

}  // namespace entangled::report
