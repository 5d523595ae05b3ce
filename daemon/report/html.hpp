#pragma once

#include <string>

#include "daemon/report/screen.hpp"

namespace entangled::report {

/// What the page says of the program itself.
struct PageFacts {
    std::string version;
};

/// The first screen as one HTML5 document: no script, nothing loaded from elsewhere, light or dark as the reader has
/// it, tables that become cards on a phone. Every text is escaped; the same screen gives the same bytes.
[[nodiscard]] std::string page_html(const Screen& screen, const PageFacts& facts);

/// A bar over [0, 1] for a share: a band for its bounds and a tick for its value; empty for anything else.
[[nodiscard]] std::string interval_svg(const ReadingRow& row);

}  // namespace entangled::report
