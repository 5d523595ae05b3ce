#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "indicators/core/roster.hpp"
#include "tests/support/data_builder.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

SeriesKey china()
{
    return {
        Measure::production, std::string(test_good), std::string(test_tier), std::string(test_definition), {}, "CN"};
}

std::vector<double> values(const std::vector<KnownPoint>& points)
{
    std::vector<double> all;
    for (const auto& point : points) all.push_back(*point.observation->value);
    return all;
}

DataBuilder two_editions()
{
    DataBuilder builder;
    builder.production("MCS 2024", "2024-02-01", "CN", "2022", 10)
        .production("MCS 2024", "2024-02-01", "CN", "2023", 20);
    builder.production("MCS 2025", "2025-02-01", "CN", "2023", 21)
        .production("MCS 2025", "2025-02-01", "CN", "2024", 30);
    builder.production("MCS 2024", "2024-02-01", "UA", "2023", 5);
    return builder;
}

}  // namespace

TEST_CASE("a view shows what was known then and nothing later")
{
    const auto data = two_editions().build(day("2026-01-01"));
    CHECK(View(*data, day("2024-01-31")).history(china()).empty());
    CHECK(values(View(*data, day("2024-06-01")).history(china())) == std::vector<double>{10, 20});
    CHECK(values(View(*data, day("2025-06-01")).history(china())) == std::vector<double>{10, 21, 30});
}

TEST_CASE("an edition replaces the older one as a block for the periods it covers and no others")
{
    const auto data = two_editions().build(day("2026-01-01"));
    const View later(*data, day("2025-06-01"));
    const auto slice = later.slice(china(), *parse_period("2023"));
    REQUIRE(slice.has_value());
    CHECK(slice->points.size() == 1);
    CHECK(slice->release->id == "MCS 2025");
    CHECK(later.slice(china(), *parse_period("2022"))->release->id == "MCS 2024");
}

TEST_CASE("a cut view does not see periods that end later")
{
    const auto data = two_editions().build(day("2026-01-01"));
    const View cut = View(*data, day("2025-06-01")).cut_after(*parse_date("2024-01-01"));
    CHECK(values(cut.history(china())) == std::vector<double>{10, 21});
}

TEST_CASE("figures that contradict each other are all left out, copies are kept once")
{
    const auto copies = assemble(two_editions().production("MCS 2024", "2024-02-01", "CN", "2022", 10).rows(), {});
    REQUIRE(copies.conflicts.size() == 1);
    CHECK(copies.conflicts.front().reason == "duplicate");
    const auto contradiction =
        assemble(two_editions().production("MCS 2024", "2024-02-01", "CN", "2022", 11).rows(), {});
    CHECK(contradiction.conflicts.size() == 2);
    CHECK(contradiction.conflicts.front().reason == "conflicting_duplicate");
    CHECK(contradiction.accepted == 4);
    CHECK_FALSE(contradiction.contents.tables.front().releases.front().complete);
}

TEST_CASE("the order of rows changes nothing")
{
    const auto rows = two_editions().production("MCS 2024", "2024-02-01", "CN", "2022", 11).rows();
    const auto expected = assemble(rows, {});
    CHECK(rc::check([&](unsigned seed) {
        auto shuffled = rows;
        std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(seed));
        const auto assembly = assemble(shuffled, {});
        RC_ASSERT(assembly.contents.tables.front().digest == expected.contents.tables.front().digest);
        RC_ASSERT(assembly.accepted == expected.accepted);
    }));
}

TEST_CASE("a series has one table and a release one date")
{
    DataBuilder builder = two_editions();
    ObservationRow elsewhere = builder.rows().front();
    elsewhere.table = "zz_other";
    CHECK(assemble(DataBuilder(builder).row(elsewhere).rows(), {}).conflicts.front().reason == "series_in_two_tables");
    ObservationRow redated = builder.rows().front();
    redated.period = *parse_period("2021");
    redated.known_at = day("2024-03-01");
    CHECK(assemble(DataBuilder(builder).row(redated).rows(), {}).conflicts.front().reason == "release_mismatch");
}

TEST_CASE("a restatement is measured against the release it replaced")
{
    const auto data = two_editions().build(day("2026-01-01"));
    const Feed& feed = data->feeds().front();
    CHECK_FALSE(largest_revision(feed, day("2024-06-01")).has_value());
    CHECK(*largest_revision(feed, day("2025-06-01")) == Approx(0.05));
}

TEST_CASE("a roster is half open in time; a fixed one is exempt from what was known")
{
    const RosterRule fixed{parse_date("2026-08-13"), {"signatory", "participant", "member"}};
    const RosterRule dated{std::nullopt, fixed.standings};
    const View early(*shipped().dataset, day("2025-06-30"));
    CHECK(members(early, "coalition", fixed).contains("US"));
    CHECK(members(early, "coalition", dated).empty());
    const View late(*shipped().dataset, day("2026-08-13"));
    CHECK(members(late, "coalition", dated) == members(late, "coalition", fixed));
    CHECK(members(late, "coalition", fixed).contains("NL"));
    CHECK_FALSE(members(late, "coalition", fixed).contains("EU"));
    CHECK_FALSE(members(late, "coalition", fixed).contains("TW"));
    const RosterRule signatories{parse_date("2026-01-13"), {"signatory"}};
    CHECK_FALSE(members(late, "coalition", signatories).contains("AE"));
}
