#include <catch2/catch.hpp>

#include "tests/support/data_builder.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

Options magnets_to_us(const char* month)
{
    return {{"good", std::string("rare_earth_magnets")},
            {"tier", std::string("magnets")},
            {"origin", std::string("CN")},
            {"destination", std::string("US")},
            {"definition", std::string("china_customs_press")},
            {"base", std::string("2024")},
            {"period", std::string(month)}};
}

SeriesKey flow() { return {Measure::trade_quantity, "gallium", "all", "china_customs_press", "US", "CN"}; }

Options small_flow()
{
    return {{"good", std::string("gallium")},
            {"tier", std::string("all")},
            {"origin", std::string("CN")},
            {"destination", std::string("US")},
            {"definition", std::string("china_customs_press")},
            {"base", std::string("2024")}};
}

}  // namespace

// Expected: sanity anchor of the reference data: 46 t in May 2025, 93 % under the monthly mean of 7,444 t in 2024.
TEST_CASE("magnets to the United States in May 2025 were 93 percent under the 2024 mean")
{
    const Reading reading = read("flow_to_base", magnets_to_us("2025-05"), "2026-06-30");
    CHECK(printed(100.0 * (1.0 - *reading.value), 0) == "93");
    CHECK(*reading.value == Approx(46.0 / (7444.0 / 12.0)));
}

TEST_CASE("ranges and years are not months")
{
    const auto data = DataBuilder{}
                          .level(flow(), "a", "2025-02-01", "2024", {120, 120})
                          .level(flow(), "b", "2025-02-20", "2025-01", {5, 5})
                          .level(flow(), "c", "2025-07-20", "2025-01/2025-06", {40, 40})
                          .build(day("2025-08-01"));
    const Reading reading = read(*data, "flow_to_base", small_flow(), day("2025-08-01"), day("2025-08-01"));
    CHECK(*reading.value == Approx(0.5));
    CHECK(format_period(*reading.period) == "2025-01");
}

TEST_CASE("a base year without total or twelve months is no base")
{
    const auto data = DataBuilder{}
                          .level(flow(), "a", "2024-02-20", "2024-01", {10, 10})
                          .level(flow(), "b", "2025-02-20", "2025-01", {5, 5})
                          .build(day("2025-08-01"));
    const Reading reading = read(*data, "flow_to_base", small_flow(), day("2025-08-01"), day("2025-08-01"));
    CHECK(reading.reason->code == Errc::below_coverage);
}

TEST_CASE("a flow of zero is a value and a missing month is not")
{
    const auto data = DataBuilder{}
                          .level(flow(), "a", "2025-02-01", "2024", {120, 120})
                          .level(flow(), "b", "2025-02-20", "2025-01", {0, 0})
                          .build(day("2025-08-01"));
    CHECK(*read(*data, "flow_to_base", small_flow(), day("2025-08-01"), day("2025-08-01")).value == 0.0);
    Options february = small_flow();
    february["period"] = std::string("2025-02");
    CHECK(read(*data, "flow_to_base", february, day("2025-08-01"), day("2025-08-01")).state == ReadingState::unknown);
}
