#include <catch2/catch.hpp>

#include "indicators/core/period.hpp"

using namespace entangled;

TEST_CASE("every kind of period reads back as it is written")
{
    const auto text = GENERATE("2024", "2024-Q3", "2025-FQ1", "2024-07", "2021-2024", "2024-01/2024-10");
    CAPTURE(text);
    const auto period = parse_period(text);
    REQUIRE(period.has_value());
    CHECK(format_period(*period) == text);
}

TEST_CASE("what looks like a period but is none is refused")
{
    const auto text = GENERATE("", "24", "2024-13", "2024-00", "2024-Q5", "2024-2021", "2024-10/2024-01", "2024-1",
                               "+024", "2024-07-01", "2016-2019x", "2026-M03");
    CAPTURE(text);
    CHECK_FALSE(parse_period(text).has_value());
}

TEST_CASE("kinds of the same days are different periods")
{
    CHECK(*parse_period("2024") != *parse_period("2024-01/2024-12"));
    CHECK(*parse_period("2024-Q1") != *parse_period("2024-FQ1"));
}

// F25 of dependence.md 13: as text 2026-M03 would stand after 2026-10.
TEST_CASE("periods are ordered by their days")
{
    CHECK(*parse_period("2026-03") < *parse_period("2026-10"));
    CHECK(*parse_period("2024-12") < *parse_period("2025-01"));
}

TEST_CASE("a year stands in its middle")
{
    CHECK(middle_in_years(*parse_period("2024")) == 2024.5);
    CHECK(middle_in_years(*parse_period("2021-2024")) == Approx(2023.0).margin(0.01));
    CHECK(middle_in_years(*parse_period("2024-07")) == Approx(2024.54).margin(0.01));
}
