#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

int days_left(const Reading& reading, std::string_view now)
{
    return static_cast<int>(std::floor((*reading.value - unix_seconds(day(now))) / 86400.0));
}

}  // namespace

// Expected: field.md 7.5, clocks at 2026-11-21, and the policy records.
TEST_CASE("two truces are past their date without outcome and one has six days left")
{
    CHECK(shipped_reading("policy_mofcom_70_2025", "2026-11-21").answer == "unresolved");
    CHECK(shipped_reading("policy_bis_affiliates_stay", "2026-11-21").answer == "unresolved");
    const Reading third = shipped_reading("policy_mofcom_72_2025", "2026-11-21");
    CHECK(third.answer == "in_force");
    CHECK(days_left(third, "2026-11-21") == 6);
}

TEST_CASE("a day ends where the measure was imposed")
{
    const Reading beijing = shipped_reading("policy_mofcom_70_2025", "2026-11-21");
    CHECK(*beijing.value == unix_seconds(day("2026-11-10") + std::chrono::hours{16}));
    const Reading washington = shipped_reading("policy_bis_affiliates_stay", "2026-11-21");
    CHECK(*washington.value == unix_seconds(day("2026-11-10") + std::chrono::hours{5}));
}

TEST_CASE("a measure without end has a state and no time; one that has not begun is announced")
{
    const Reading open = shipped_reading("policy_mofcom_18_2025", "2026-11-21");
    CHECK(open.answer == "in_force");
    CHECK_FALSE(open.value.has_value());
    CHECK(shipped_reading("policy_dfars_magnets", "2026-11-21").answer == "announced");
    CHECK(shipped_reading("policy_dfars_magnets", "2027-01-02").answer == "in_force");
}

TEST_CASE("a policy is not known before its record")
{
    const Reading reading = shipped_reading("policy_mofcom_70_2025", "2025-06-30");
    CHECK(reading.state == ReadingState::unknown);
    CHECK(reading.reason->code == Errc::no_data);
}
