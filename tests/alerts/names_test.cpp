#include <catch2/catch.hpp>

#include "daemon/alerts/rule.hpp"
#include "daemon/alerts/state.hpp"

using namespace entangled;

TEST_CASE("every name is read back", "[alerts]")
{
    for (const auto* name : {"value", "days_until", "answer", "reading_lost", "feed_state", "feed_revision"}) {
        CHECK(to_string(parse_alert_condition(name).value()) == name);
    }
    for (const auto* name : {"above", "below"}) CHECK(to_string(parse_side(name).value()) == name);
    for (const auto* name : {"law", "history", "model", "judgement"}) {
        CHECK(to_string(parse_threshold_basis(name).value()) == name);
    }
    for (const auto* name : {"ok", "pending", "firing", "clearing", "held", "unknown"}) {
        CHECK(to_string(parse_alert_phase(name).value()) == name);
    }
}

TEST_CASE("anything else is no name", "[alerts]")
{
    for (const auto* text : {"", "Value", "ok ", "firin", "firing\n", "0"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_alert_condition(text));
        CHECK_FALSE(parse_side(text));
        CHECK_FALSE(parse_threshold_basis(text));
        CHECK_FALSE(parse_alert_phase(text));
    }
}
