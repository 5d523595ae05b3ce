#include <catch2/catch.hpp>

#include "indicators/core/time.hpp"

using namespace entangled;

TEST_CASE("days read back as they are written")
{
    CHECK(format_date(*parse_date("2024-02-29")) == "2024-02-29");
    CHECK(format_time(Timestamp{*parse_date("2026-11-21")} + std::chrono::hours{16}) == "2026-11-21T16:00:00Z");
}

TEST_CASE("what is no day of the calendar is refused")
{
    const auto text = GENERATE("", "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024-01-01 ",
                               "2024/01/01", "-024-01-01");
    CAPTURE(text);
    CHECK_FALSE(parse_date(text).has_value());
}

TEST_CASE("days before are negative, not huge")
{
    CHECK(days_between(Timestamp{*parse_date("2024-01-02")}, Timestamp{*parse_date("2024-01-01")}) == -1.0);
}
