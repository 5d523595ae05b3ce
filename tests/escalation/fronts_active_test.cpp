#include <catch2/catch.hpp>

#include "tests/support/data_builder.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

DataBuilder two_fronts()
{
    DataBuilder builder;
    builder.act("2026-02-01", "US", "CN", -4, "chips").act("2026-02-20", "CN", "US", -6, "minerals");
    builder.complete_until("2026-03-01", std::chrono::days{30});
    return builder;
}

double count_fronts(const DataBuilder& builder)
{
    const auto data = builder.build(day("2026-03-01"));
    const Options options{{"actor", std::string("US")}, {"target", std::string("CN")}};
    return *read(*data, "fronts_active", options, day("2026-03-01"), day("2026-03-01")).value;
}

}  // namespace

TEST_CASE("a front is active if either side took a restrictive act in the window")
{
    CHECK(count_fronts(two_fronts()) == 2.0);
}

// Expected: field.md C36: adding a dead front changes nothing.
TEST_CASE("dead fronts, threats, easing, coalition building and third parties change nothing")
{
    CHECK(count_fronts(two_fronts().act("2025-06-01", "US", "CN", -9, "tariffs")) == 2.0);
    CHECK(count_fronts(two_fronts().act("2026-02-02", "US", "CN", -3, "tariffs", ActKind::threat)) == 2.0);
    CHECK(count_fronts(two_fronts().act("2026-02-02", "US", "CN", 5, "tariffs", ActKind::easing)) == 2.0);
    CHECK(count_fronts(two_fronts().act("2026-02-02", "US", "CN", -1, "none")) == 2.0);
    CHECK(count_fronts(two_fronts().act("2026-02-02", "JP", "KR", -6, "tariffs")) == 2.0);
    CHECK(count_fronts(two_fronts().act("2026-02-02", "CN", "US", -6, "tariffs")) == 3.0);
}

TEST_CASE("past its record the count is not observed")
{
    CHECK(shipped_reading("fronts_us_china", "2026-11-21").reason->code == Errc::not_observed);
    CHECK(*shipped_reading("fronts_us_china", "2026-08-13").value >= 1.0);
}
