#include <catch2/catch.hpp>

#include "tests/support/race_sides.hpp"

using namespace entangled;
using namespace entangled::test;

// Expected: field.md 7.5: 15.667 and 2.403 years, lead 13.263 years; here positive when A is ahead.
TEST_CASE("the golden lead")
{
    const Reading lead = race("race_lead", side(2.403401, {2.0, 3.0}), side(15.666788, {12.0, 20.0}));
    CHECK(printed(*lead.value, 3) == "13.263");
    CHECK(lead.answer == "a_ahead");
}

TEST_CASE("on the shipped data nobody leads")
{
    const Reading reading = shipped_reading("race_lead", "2026-11-21");
    CHECK(reading.answer == "undecided");
    CHECK_FALSE(reading.value.has_value());
}

TEST_CASE("swapping the blocs negates the lead exactly")
{
    const Reading ab = race("race_lead", side(3.7, {2.9, 5.1}), side(11.3, {8.7, 19.9}));
    const Reading ba = race("race_lead", side(11.3, {8.7, 19.9}), side(3.7, {2.9, 5.1}));
    CHECK(*ab.value == -*ba.value);
    CHECK(ab.bounds->lower == -ba.bounds->upper);
    CHECK(ab.bounds->upper == -ba.bounds->lower);
}
