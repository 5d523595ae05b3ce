#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

Options us(const char* good, const char* tier, const char* period)
{
    return {{"good", std::string(good)},
            {"tier", std::string(tier)},
            {"dependent", std::string("US")},
            {"definition", std::string("usgs_mcs_nir")},
            {"period", std::string(period)}};
}

}  // namespace

// Expected: MCS 2025 prints 80 and MCS 2026 prints 53 for 2024.
TEST_CASE("US rare-earth reliance of 2024 is 0.80 as known in 2025 and 0.53 as known in 2026")
{
    const Options options = us("rare_earths", "compounds_metals", "2024");
    CHECK(*read("net_import_reliance", options, "2025-06-30").value == Approx(0.80));
    CHECK(*read("net_import_reliance", options, "2026-06-30").value == Approx(0.53));
}

// MCS 2026 prints ">95" for 2021: read as 95 it would be a value, read as missing it would be a gap.
TEST_CASE("a printed bound is an interval without a middle")
{
    const Reading reading = read("net_import_reliance", us("rare_earths", "compounds_metals", "2021"), "2026-06-30");
    CHECK(printed_span(reading, 2) == "[0.95, 1.00]");
    CHECK_FALSE(reading.value.has_value());
}

TEST_CASE("a net exporter of one stage is wholly reliant at the next")
{
    const Reading ore = read("net_import_reliance", us("rare_earths", "concentrate", "2024"), "2026-06-30");
    REQUIRE(ore.state == ReadingState::ok);
    CHECK(*ore.value == 0.0);
    CHECK(ore.notes.front() == "net exporter");
    CHECK(*read("net_import_reliance", us("rare_earths_heavy", "compounds_metals", "2024"), "2026-06-30").value == 1.0);
}

TEST_CASE("what no feed delivers is not configured, and says what it needs")
{
    const Reading reading = read("net_import_reliance", us("unobtainium", "all", "2024"), "2026-06-30");
    CHECK(reading.state == ReadingState::not_configured);
    CHECK(reading.reason->detail.find("unobtainium") != std::string::npos);
}

TEST_CASE("what is not known yet is unknown, not zero")
{
    const Reading reading = read("net_import_reliance", us("rare_earths", "compounds_metals", "2024"), "2010-01-01");
    CHECK(reading.state == ReadingState::unknown);
    CHECK(reading.reason->code == Errc::no_data);
    CHECK_FALSE(reading.value.has_value());
}
