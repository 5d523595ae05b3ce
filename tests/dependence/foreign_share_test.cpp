#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

// Expected: sanity anchors of the reference data.
TEST_CASE("what China's market takes from abroad comes out to its printed digits")
{
    CHECK(printed_span(shipped_reading("lithography_foreign_share", "2026-06-30"), 2) == "[0.90, 1.00]");
    CHECK(printed_span(shipped_reading("ion_implanters_foreign_share", "2026-06-30"), 2) == "[0.90, 1.00]");
    CHECK(printed_span(shipped_reading("eda_foreign_share", "2026-06-30"), 2) == "[0.95, 0.95]");
    CHECK(printed_span(shipped_reading("chip_tools_foreign_share", "2026-06-30"), 2) == "[0.65, 0.65]");
    CHECK(printed_span(shipped_reading("accelerators_foreign_share", "2026-06-30"), 2) == "[0.59, 0.59]");
}

TEST_CASE("a foreign share says that it is an upper bound on any one bloc")
{
    const Reading reading = shipped_reading("chip_tools_foreign_share", "2026-06-30");
    CHECK(reading.notes.back().find("upper bound") != std::string::npos);
}
