#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

// Expected: figures of the reference data. Two sources of one thing (25 in 2024 and over 40 in 2023) stay two readings.
TEST_CASE("each definition is its own reading")
{
    CHECK(*shipped_reading("chip_tools_self_sufficiency_jiemian", "2026-06-30").value == Approx(0.35));
    const Reading ddaily = shipped_reading("chip_tools_self_sufficiency_ddaily", "2026-06-30");
    CHECK(printed_span(ddaily, 2) == "[0.40, 1.00]");
    CHECK(format_period(*ddaily.period) == "2023");
}

// The forecasts of 2025 and 2026 stand in the same file.
TEST_CASE("a forecast is not the newest observation")
{
    CHECK(format_period(*shipped_reading("chips_made_in_china", "2026-06-30").period) == "2021");
    const Options forecast{{"good", std::string("ai_accelerators")},
                           {"tier", std::string("all")},
                           {"economy", std::string("CN")},
                           {"definition", std::string("bernstein_forecast")}};
    CHECK(read("self_sufficiency", forecast, "2026-11-21").state != ReadingState::ok);
}

TEST_CASE("a definition that the code book does not know is refused")
{
    const std::string why = refusal("self_sufficiency", {{"good", std::string("eda_software")},
                                                         {"tier", std::string("design_software")},
                                                         {"economy", std::string("CN")},
                                                         {"definition", std::string("hearsay")}});
    CHECK(why.find("hearsay") != std::string::npos);
}
