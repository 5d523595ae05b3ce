#include "daemon/replay/tsdb_import.hpp"

#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace entangled;
using entangled::test::day;

TEST_CASE("nothing of the last three hours is imported")
{
    CHECK(newest_importable(day("2026-11-22") + std::chrono::hours{4}) == day("2026-11-22") + std::chrono::hours{1});
}

// promtool 2.42 rounds down to 2 h times powers of 3 (tsdb.ExponentialBlockRanges(2h, 10, 3) in its backfill.go).
TEST_CASE("blocks are as long as promtool takes them, and few")
{
    const auto hours_of = [](std::string_view first, std::string_view last) {
        return plan_import(day(first), day(last), day(last)).block_duration.count();
    };
    CHECK(hours_of("2026-11-01", "2026-11-01") == 2);
    CHECK(hours_of("2026-11-01", "2026-11-03") == 2);
    CHECK(hours_of("2026-11-01", "2026-11-04") == 6);
    CHECK(hours_of("2025-11-01", "2026-11-01") == 486);
    CHECK(hours_of("2010-11-01", "2026-11-01") == 13'122);
    CHECK(hours_of("1800-01-01", "2026-11-01") == 39'366);
}

TEST_CASE("the retention keeps the first sample for another year")
{
    const auto years_of = [](std::string_view first, std::string_view now) {
        return plan_import(day(first), day(now), day(now)).retention / std::chrono::days{365};
    };
    CHECK(years_of("2026-11-20", "2026-11-21") == 2);
    CHECK(years_of("2025-11-21", "2026-11-21") == 2);
    CHECK(years_of("2025-11-20", "2026-11-21") == 3);
    CHECK(years_of("2010-11-01", "2026-11-21") == 18);
}

TEST_CASE("the commands are printed with their numbers")
{
    const Backfilled written{"history.om", true, 1000, 400, 10, 5, 3, 2, day("2022-01-01"), day("2022-03-01"), {1}};
    const std::string text = import_text(written, day("2022-03-02"));
    for (const char* part :
         {"wrote 1000 samples of 10 series in 5 families to history.om\n3 steps from 2022-01-01 to 2022-03-01\n",
          "2 later steps left out: Prometheus may still hold what is newer than 2022-03-01T21:00:00Z",
          "--storage.tsdb.retention.time=2y\n", "--max-block-duration=162h history.om DATA\n",
          "| entangled backfill-check history.om\n", "it has to say 400:\n", "-d time=1646092800 ",
          "count_over_time(entangled_reading_state[60d])", "last_over_time(NAME[32d])"}) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
    }
    CHECK(text.find("--label") == std::string::npos);
    CHECK(import_text({{}, false, 1, 1, 1, 1, 1, 0, day("2022-01-01"), day("2022-01-01"), {7, Step::Unit::day}},
                      day("2022-03-02"))
              .find("last_over_time(NAME[8d])") != std::string::npos);
}
