#include <rapidcheck/catch.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/feeds/feed_case.hpp"
#include "tests/feeds/small_code_book.hpp"

using namespace entangled;

namespace {

constexpr const char* header =
    "table,release,known_at,complete,measure,good,tier,origin,destination,definition,period,value,lower,upper,unit,"
    "flags,"
    "source,url\n";

// Rows that are good, and with `faulty` also some of each kind of bad.
rc::Gen<std::string> any_row(bool faulty)
{
    return rc::gen::apply(
        [faulty](int release, int year, int value, int origin, int kind) {
            static constexpr std::array<const char*, 6> origins{"CN", "US", "NA", "156", "Japan", "Atlantis"};
            static constexpr std::array<const char*, 4> bad{"9e999", "", "-1", "x\xe9"};
            const std::string amount = !faulty
                                           ? std::to_string(release + year)  // so that equal keys have equal figures
                                       : kind < 4 ? bad[static_cast<std::size_t>(kind)]
                                                  : std::to_string(value);
            const std::string from = origins[static_cast<std::size_t>(faulty ? origin : origin % 5)];
            return fmt::format(
                "world,MCS {0},{0}-01-31,yes,production,gallium,primary,{1},,usgs_mcs_world,{2},{3},,,kg,,"
                "source {3},\n",
                release, from, year, amount);
        },
        rc::gen::inRange(2023, 2027), rc::gen::inRange(2015, 2022), rc::gen::inRange(0, 4), rc::gen::inRange(0, 6),
        rc::gen::inRange(0, 12));
}

std::string file_of(const std::vector<std::string>& rows)
{
    std::string bytes = header;
    for (const auto& row : rows) bytes += row;
    return bytes;
}

std::vector<std::string> shuffled(std::vector<std::string> rows)
{
    for (std::size_t i = rows.size(); i > 1; --i) {
        std::swap(rows[i - 1], rows[*rc::gen::inRange<std::size_t>(0, i)]);
    }
    return rows;
}

std::set<std::string> accepted_points(const FeedContents& contents)
{
    std::set<std::string> points;
    for (const auto& table : contents.tables) {
        for (const auto& series : table.series) {
            for (const auto& point : series.observations) {
                points.insert(fmt::format("{} {} {} {} {} {}", table.id, table.releases[point.release].id,
                                          table.releases[point.release].complete, to_string(series.key),
                                          format_period(point.period), point.value.value_or(-1.0)));
            }
        }
    }
    return points;
}

std::vector<std::uint64_t> digests(const FeedContents& contents)
{
    std::vector<std::uint64_t> all{contents.records_digest};
    for (const auto& table : contents.tables) all.push_back(table.digest);
    return all;
}

void require_finite(const FeedContents& contents)
{
    for (const auto& table : contents.tables) {
        for (const auto& series : table.series) {
            for (const auto& point : series.observations) {
                RC_ASSERT(std::isfinite(point.value.value_or(0.0)));
                const Interval bounds = point.bounds.value_or(Interval{});
                RC_ASSERT(std::isfinite(bounds.lower) && std::isfinite(bounds.upper) && bounds.lower <= bounds.upper);
            }
        }
    }
    for (const auto& act : contents.acts) RC_ASSERT(std::abs(act.severity) <= 10.0);
}

}  // namespace

TEST_CASE("the order of the rows changes nothing but line numbers")
{
    const CodeBook codes = testing::small_code_book();
    const FeedSpec spec;
    rc::prop("of good rows: the same digests", [&] {
        const auto rows = *rc::gen::container<std::vector<std::string>>(any_row(false));
        const auto straight = parse_feed(spec, codes, file_of(rows));
        const auto mixed = parse_feed(spec, codes, file_of(shuffled(rows)));
        RC_ASSERT(straight.rejected_by_reason == mixed.rejected_by_reason);
        RC_ASSERT(accepted_points(*straight.contents) == accepted_points(*mixed.contents));
        RC_ASSERT(digests(*straight.contents) == digests(*mixed.contents));
    });
    rc::prop("of any rows: the same rows and reasons", [&] {
        const auto rows = *rc::gen::container<std::vector<std::string>>(any_row(true));
        const auto straight = parse_feed(spec, codes, file_of(rows));
        const auto mixed = parse_feed(spec, codes, file_of(shuffled(rows)));
        RC_ASSERT(straight.rejected_by_reason == mixed.rejected_by_reason);
        RC_ASSERT(accepted_points(*straight.contents) == accepted_points(*mixed.contents));
        RC_ASSERT(straight.unmapped_rows == mixed.unmapped_rows);
        RC_ASSERT(straight.unmapped_share == mixed.unmapped_share);
    });
}

TEST_CASE("the order of records changes nothing but line numbers")
{
    const CodeBook codes = testing::small_code_book();
    FeedSpec spec;
    spec.schema = FeedSchema::acts;
    rc::prop("the same digest and the same acts", [&] {
        const auto ids = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40));
        std::vector<std::string> rows;
        for (const int id : ids) {
            rows.push_back(
                fmt::format("a{0},2025-10-09,2025-10-0{2},CN,US;JP,export_control,minerals,-{1},act,,day_seen,T,S\n",
                            id, *rc::gen::inRange(7, 9), 8 + id % 2));
        }
        const std::string head =
            "id,date,known_at,actors,targets,category,front,severity,kind,package,evidence,title,source\n";
        const auto bytes = [&](const std::vector<std::string>& list) {
            std::string text = head;
            for (const auto& row : list) text += row;
            return text;
        };
        const auto straight = parse_feed(spec, codes, bytes(rows));
        const auto mixed = parse_feed(spec, codes, bytes(shuffled(rows)));
        RC_ASSERT(straight.contents->records_digest == mixed.contents->records_digest);
        RC_ASSERT(straight.rejected_by_reason == mixed.rejected_by_reason);
        RC_ASSERT(straight.contents->acts.size() == mixed.contents->acts.size());
    });
}

TEST_CASE("no bytes make the reader fail, lose count or accept what is not finite")
{
    const CodeBook codes = testing::small_code_book();
    const auto schema = GENERATE(FeedSchema::observations, FeedSchema::acts, FeedSchema::policies, FeedSchema::projects,
                                 FeedSchema::membership);
    FeedSpec spec;
    spec.schema = schema;
    const std::string cases = ENTANGLED_TESTS_DIR "/feeds/cases/";
    const std::string seed = schema == FeedSchema::observations
                                 ? testing::slurp(cases + "bounds/input.csv")
                                 : testing::slurp(cases + std::string{to_string(schema)} + "/input.csv");
    REQUIRE_FALSE(seed.empty());
    rc::prop("after changing, removing and doubling bytes", [&] {
        std::string bytes = seed;
        const int changes = *rc::gen::inRange(1, 12);
        for (int i = 0; i < changes && !bytes.empty(); ++i) {
            const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
            const auto kind = *rc::gen::inRange(0, 4);
            if (kind == 0) bytes[at] = *rc::gen::arbitrary<char>();
            if (kind == 1) bytes[at] = *rc::gen::elementOf(std::string{"\",;\n\r\0-e9\xff", 11});
            if (kind == 2) bytes.erase(at, *rc::gen::inRange<std::size_t>(1, 40));
            if (kind == 3) bytes.insert(at, bytes.substr(*rc::gen::inRange<std::size_t>(0, bytes.size()), 40));
        }
        const auto parsed = parse_feed(spec, codes, bytes);
        RC_ASSERT(parsed.contents != nullptr);
        std::size_t rejected = 0;
        for (const auto& [reason, count] : parsed.rejected_by_reason) rejected += count;
        RC_ASSERT(parsed.rows == parsed.accepted + rejected);
        RC_ASSERT(parsed.rejections.size() == std::min(rejected, described_rejections));
        for (const auto& rejection : parsed.rejections) RC_ASSERT(rejection.line > 1 && rejection.column > 0);
        require_finite(*parsed.contents);
    });
}

TEST_CASE("a file of nothing but bad rows is counted whole and described in part")
{
    std::string bytes = header;
    const std::string row = "world,r,2026-01-31,yes,production,gallium,p,CN,,usgs_mcs_world,2024,x,,,kg,,,\n";
    for (std::size_t i = 0; i < described_rejections + 500; ++i) bytes += row;
    const auto parsed = parse_feed(FeedSpec{}, testing::small_code_book(), bytes);
    CHECK(parsed.rejected_by_reason.at("bad_number") == described_rejections + 500);
    CHECK(parsed.rejections.size() == described_rejections);
}
