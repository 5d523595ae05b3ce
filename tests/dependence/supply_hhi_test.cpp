#include <catch2/catch.hpp>

#include "tests/support/data_builder.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

Options of(const char* good, const char* tier, const char* period)
{
    return {{"good", std::string(good)},
            {"tier", std::string(tier)},
            {"definition", std::string("usgs_mcs_world")},
            {"period", std::string(period)}};
}

struct Anchor {
    const char* good;
    const char* tier;
    int digits;
    const char* span;
};

}  // namespace

// Expected: dependence.md 1.1 and the sanity anchors of the reference data (USGS MCS 2026, year 2024).
TEST_CASE("concentration of 2024 comes out to its printed digits")
{
    const auto anchor = GENERATE(values<Anchor>({{"rare_earths", "mine", 3, "[0.519, 0.519]"},
                                                 {"gallium", "primary", 3, "[0.979, 0.979]"},
                                                 {"tungsten", "mine", 4, "[0.6777, 0.6781]"},
                                                 {"graphite_natural", "mine", 4, "[0.6765, 0.6765]"},
                                                 {"antimony", "mine", 4, "[0.2645, 0.2645]"},
                                                 {"magnesium_metal", "smelter", 4, "[0.7769, 0.7769]"}}));
    CAPTURE(anchor.good);
    CHECK(printed_span(read("supply_hhi", of(anchor.good, anchor.tier, "2024"), "2026-06-30"), anchor.digits) ==
          anchor.span);
}

// Row by row, a row of MCS 2025 that MCS 2026 no longer lists would survive and give 0.972.
TEST_CASE("an edition supersedes as a block")
{
    const Reading reading = read("supply_hhi", of("gallium", "primary", "2024"), "2026-06-30");
    CHECK(printed(reading.bounds ? reading.bounds->upper : *reading.value, 3) == "0.979");

    const auto data = DataBuilder{}
                          .production("2025", "2025-02-01", "CN", "2024", 50)
                          .production("2025", "2025-02-01", "UA", "2024", 50)
                          .production("2026", "2026-02-01", "CN", "2024", 80)
                          .build(day("2026-06-30"));
    const Options options = of("gallium", "primary", "2024");
    CHECK(*read(*data, "supply_hhi", options, day("2025-06-30"), day("2025-06-30")).value == Approx(0.5));
    CHECK(*read(*data, "supply_hhi", options, day("2026-06-30"), day("2026-06-30")).value == Approx(1.0));
}

TEST_CASE("other countries give bounds, the named an exact value")
{
    const auto data = DataBuilder{}
                          .production("2024", "2024-02-01", "CN", "2023", 80)
                          .production("2024", "2024-02-01", "OTH", "2023", 20)
                          .build(day("2024-06-01"));
    const Reading reading =
        read(*data, "supply_hhi", of("gallium", "primary", "2023"), day("2024-06-01"), day("2024-06-01"));
    CHECK_FALSE(reading.value.has_value());
    CHECK(reading.bounds->lower == Approx(0.64));
    CHECK(reading.bounds->upper == Approx(0.68));
    CHECK(*reading.coverage == Approx(0.8));
}

TEST_CASE("concentration is not taken of shares")
{
    Options options = of("gallium", "primary", "2024");
    options["measure"] = std::string("price");
    CHECK_FALSE(refusal("supply_hhi", options).empty());
}
