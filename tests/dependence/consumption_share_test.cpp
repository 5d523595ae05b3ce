#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

// Expected: sanity anchor of the reference data, mean of [.95,1], [.95,1], [.9,1], .53 times 0.71.
TEST_CASE("US use of rare earths shipped by China is the mean reliance of the same years times the import share")
{
    const Reading reading = shipped_reading("rare_earths_us_use_from_china", "2026-06-30");
    CHECK(printed_span(reading, 2) == "[0.59, 0.63]");
    CHECK(reading.n == 5);
}

TEST_CASE("a year of the average without reliance leaves the product unknown")
{
    const Options gallium_metal{{"good", std::string("gallium")},
                                {"tier", std::string("metal")},
                                {"dependent", std::string("US")},
                                {"on", std::string("CN")},
                                {"reliance_definition", std::string("usgs_mcs_nir")},
                                {"source_definition", std::string("usgs_mcs_import_sources")}};
    const Reading reading = read("consumption_share", gallium_metal, "2026-06-30");
    CHECK(reading.state == ReadingState::unknown);
    CHECK(reading.reason->code == Errc::below_coverage);
}

TEST_CASE("reliance and import sources of different forms may be joined by naming both")
{
    const Options gallium{{"good", std::string("gallium")},
                          {"tier", std::string("all")},
                          {"source_tier", std::string("metal")},
                          {"dependent", std::string("US")},
                          {"on", std::string("CN")},
                          {"reliance_definition", std::string("usgs_mcs_nir")},
                          {"source_definition", std::string("usgs_mcs_import_sources")}};
    CHECK(*read("consumption_share", gallium, "2026-06-30").value == Approx(0.18));
}
