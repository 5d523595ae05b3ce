#include <catch2/catch.hpp>

#include "tests/support/data_builder.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

Options between(const char* actor, const char* target)
{
    return {{"actor", std::string(actor)}, {"target", std::string(target)}};
}

Reading over(const Dataset& data, const Options& options, std::string_view now)
{
    return read(data, "act_intensity", options, day(now), day(now));
}

}  // namespace

// Expected: sanity anchors of the reference data, recomputed by tests/reference/check_reference.py.
TEST_CASE("act intensities on 13 August 2026 come out to their printed digits")
{
    CHECK(printed(*shipped_reading("acts_us_on_china", "2026-08-13").value, 3) == "19.945");
    CHECK(printed(*shipped_reading("acts_china_on_us", "2026-08-13").value, 3) == "9.294");
    CHECK(printed(*shipped_reading("acts_china_on_us_or_world", "2026-08-13").value, 3) == "10.737");
}

// Evaluated naively on 21 November 2026 the same acts would have fallen to 6.282, 2.928 and 3.382.
TEST_CASE("past its record escalation is not observed, not calm")
{
    for (const char* id : {"acts_us_on_china", "acts_china_on_us", "acts_china_on_us_or_world"}) {
        const Reading reading = shipped_reading(id, "2026-11-21");
        CAPTURE(id);
        CHECK(reading.state == ReadingState::unknown);
        CHECK(reading.reason->code == Errc::not_observed);
        CHECK(reading.reason->detail == "not observed since 2026-08-13");
        CHECK_FALSE(reading.value.has_value());
    }
}

TEST_CASE("within the grace the record speaks as of its last day")
{
    CHECK(printed(*shipped_reading("acts_us_on_china", "2026-09-01").value, 3) == "19.945");
    CHECK(format_date(*shipped_reading("acts_us_on_china", "2026-09-01").evaluated_at) == "2026-08-13");
}

TEST_CASE("easing is kept apart and never netted")
{
    const auto data = DataBuilder{}
                          .act("2026-01-01", "US", "CN", -4)
                          .act("2026-01-01", "US", "CN", 6, "minerals", ActKind::easing)
                          .complete_until("2026-01-01", std::chrono::days{30})
                          .build(day("2026-01-01"));
    CHECK(*over(*data, between("US", "CN"), "2026-01-01").value == Approx(4.0));
    Options easing = between("US", "CN");
    easing["direction"] = std::string("easing");
    CHECK(*over(*data, easing, "2026-01-01").value == Approx(6.0));
}

TEST_CASE("an act halves with its half-life and counts only towards its target, front and evidence")
{
    const auto data = DataBuilder{}
                          .act("2026-01-01", "US", "CN", -8, "chips")
                          .complete_until("2026-03-02", std::chrono::days{30})
                          .build(day("2026-03-02"));
    CHECK(*over(*data, between("US", "CN"), "2026-03-02").value == Approx(4.0));
    CHECK(*over(*data, between("CN", "US"), "2026-03-02").value == 0.0);
    Options minerals = between("US", "CN");
    minerals["front"] = std::string("minerals");
    CHECK(*over(*data, minerals, "2026-03-02").value == 0.0);
}

TEST_CASE("without a complete record there is no intensity, not zero")
{
    const auto unbounded = DataBuilder{}.act("2026-01-01", "US", "CN", -8).build(day("2026-03-02"));
    CHECK(over(*unbounded, between("US", "CN"), "2026-03-02").reason->code == Errc::not_observed);
    const Dataset empty;
    CHECK(over(empty, between("US", "CN"), "2026-03-02").state == ReadingState::not_configured);
}

TEST_CASE("before its first act the record is silent, not calm")
{
    CHECK(shipped_reading("acts_us_on_china", "2009-01-01").reason->code == Errc::no_data);
    CHECK(shipped_reading("fronts_us_china", "2009-01-01").reason->code == Errc::no_data);
}

TEST_CASE("a front that is not one is refused")
{
    Options options = between("US", "CN");
    options["front"] = std::string("weather");
    CHECK(refusal("act_intensity", options).find("minerals") != std::string::npos);
}
