#include "daemon/replay/steps.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace entangled;

namespace {

Date date(std::string_view text) { return *parse_date(text); }

std::string days(std::string_view from, std::string_view to, std::string_view step)
{
    const auto found = days_of({date(from), date(to), *parse_step(step)});
    if (!found) return found.error().detail;
    std::string text;
    for (const Date day : *found) text += (text.empty() ? "" : " ") + format_date(day);
    return text;
}

}  // namespace

TEST_CASE("steps are days, weeks and calendar months")
{
    CHECK(parse_step("1d") == Step{1, Step::Unit::day});
    CHECK(parse_step("2w") == Step{14, Step::Unit::day});
    CHECK(parse_step("12m") == Step{12, Step::Unit::month});
    CHECK(parse_step("9999d") == Step{9999, Step::Unit::day});
    const auto wrong = GENERATE("", "d", "0d", "-1d", "+1d", "1", "1h", "1y", "1M", "1 d", "1dd", "1d1w", "10000d",
                                "99999999999d", "0x1d", "1.5m");
    CAPTURE(wrong);
    CHECK_FALSE(parse_step(wrong));
}

TEST_CASE("both ends are looked at if a step reaches them")
{
    CHECK(days("2026-01-01", "2026-01-01", "1m") == "2026-01-01");
    CHECK(days("2026-01-01", "2026-01-15", "1w") == "2026-01-01 2026-01-08 2026-01-15");
    CHECK(days("2026-01-01", "2026-01-14", "1w") == "2026-01-01 2026-01-08");
    CHECK(days("2024-02-27", "2024-03-01", "1d") == "2024-02-27 2024-02-28 2024-02-29 2024-03-01");
}

TEST_CASE("a month that is too short gives its last day, and the next one the full day again")
{
    CHECK(days("2024-01-31", "2024-06-30", "1m") ==
          "2024-01-31 2024-02-29 2024-03-31 2024-04-30 2024-05-31 2024-06-30");
    CHECK(days("2024-02-29", "2028-02-29", "12m") == "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29");
    CHECK(days("1969-11-30", "1970-03-01", "1m") == "1969-11-30 1969-12-30 1970-01-30 1970-02-28");
}

TEST_CASE("a span is refused with the reason")
{
    CHECK(days("2026-01-02", "2026-01-01", "1d") == "2026-01-01 is before 2026-01-02");
    CHECK(days("1000-01-01", "2026-01-01", "1d") ==
          "more than 100000 steps from 1000-01-01 to 2026-01-01: take a longer step");
}
