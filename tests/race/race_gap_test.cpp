#include <catch2/catch.hpp>

#include "tests/support/race_sides.hpp"

using namespace entangled;
using namespace entangled::test;

TEST_CASE("on the shipped data the race is undecided, with the reason of every pair")
{
    const Reading reading = shipped_reading("race_gap", "2026-11-21");
    CHECK(reading.answer == "undecided");
    CHECK(reading.state == ReadingState::unknown);
    CHECK(reading.reason->code == Errc::not_comparable);
    CHECK(reading.reason->detail.find("no two series share basis and window") == 0);
    CHECK_FALSE(reading.value.has_value());
}

TEST_CASE("the side that sheds faster is ahead only if the whole interval says so")
{
    CHECK(race("race_gap", side(0.20, {0.15, 0.25}), side(0.05, {0.00, 0.10})).answer == "a_ahead");
    CHECK(race("race_gap", side(0.05, {0.00, 0.10}), side(0.20, {0.15, 0.25})).answer == "b_ahead");
    const Reading close = race("race_gap", side(0.20, {0.05, 0.35}), side(0.10, {0.00, 0.20}));
    CHECK(close.answer == "undecided");
    CHECK(*close.value == Approx(0.10));
    CHECK(printed_span(close, 2) == "[-0.15, 0.35]");
}

TEST_CASE("equal series give a gap of exactly zero")
{
    const Reading reading = race("race_gap", side(0.1, {0.05, 0.15}), side(0.1, {0.05, 0.15}));
    CHECK(*reading.value == 0.0);
    CHECK(reading.answer == "undecided");
}

TEST_CASE("swapping the blocs negates gap and interval exactly")
{
    const Reading ab = race("race_gap", side(0.2031, {0.1511, 0.2517}), side(0.0537, {0.0013, 0.1003}));
    const Reading ba = race("race_gap", side(0.0537, {0.0013, 0.1003}), side(0.2031, {0.1511, 0.2517}));
    CHECK(*ab.value == -*ba.value);
    CHECK(ab.bounds->lower == -ba.bounds->upper);
    CHECK(ab.bounds->upper == -ba.bounds->lower);
}

TEST_CASE("fewer than four common periods are no race")
{
    Reading late = side(0.1, {0.05, 0.15});
    late.periods.erase(late.periods.begin(), late.periods.begin() + 2);
    const Reading reading = race("race_gap", side(0.2, {0.15, 0.25}), late);
    CHECK(reading.answer == "undecided");
    CHECK(reading.reason->detail.find("3 common periods") != std::string::npos);
}

TEST_CASE("different bases are no race at run time and an error in the configuration")
{
    Reading other = side(0.1, {0.05, 0.15});
    other.basis = Basis::world_supply;
    CHECK(race("race_gap", side(0.2, {0.15, 0.25}), other).reason->code == Errc::not_comparable);
}
