#include <catch2/catch.hpp>

#include "daemon/feeds/feed_update.hpp"
#include "tests/feeds/feed_case.hpp"
#include "tests/feeds/small_code_book.hpp"

using namespace entangled;

namespace {

const std::string header = "table,release,known_at,complete,measure,good,tier,origin,definition,period,value,unit\n";

std::string row(std::string_view release, std::string_view origin, std::string_view value)
{
    return fmt::format("world,{0},{0}-01-31,yes,production,gallium,primary,{1},usgs_mcs_world,2020,{2},t\n", release,
                       origin, value);
}

/// A feed that is read again and again.
class Reads {
  public:
    Reads()
    {
        spec.id = "usgs";
        spec.path = "/data/usgs.csv";
        spec.complete_until = parse_date("2026-08-13");
        spec.grace = std::chrono::hours{24};
        feed = unread_feed(spec);
    }

    FeedUpdate bytes(const std::string& text, bool accept_shrink = false)
    {
        return apply({parse_feed(spec, testing::small_code_book(), text), {}}, accept_shrink);
    }
    FeedUpdate error(const std::string& why) { return apply({std::nullopt, why}, false); }

    FeedSpec spec;
    Feed feed;
    SeenRejections seen;
    Timestamp now{*parse_date("2026-11-21")};

  private:
    FeedUpdate apply(FeedRead read, bool accept_shrink)
    {
        now += std::chrono::hours{1};
        FeedUpdate update = update_feed(feed, std::move(read), spec, seen, {now, accept_shrink});
        feed = update.feed;
        seen = update.seen;
        return update;
    }
};

bool says(const FeedUpdate& update, std::string_view text)
{
    for (const auto& line : update.log) {
        if (line.text.find(text) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a feed that was never read is in error and empty")
{
    Reads reads;
    CHECK(reads.feed.status.state == FeedState::error);
    CHECK_FALSE(reads.feed.status.retrieved);
    CHECK(reads.feed.contents->tables.empty());
    CHECK(reads.feed.status.complete_until == Timestamp{*parse_date("2026-08-14")} - Duration{1});
    const auto update = reads.error("/data/usgs.csv does not exist; put the file there or correct the path");
    CHECK(update.feed.status.state == FeedState::error);
    CHECK(says(update, "does not exist"));
    CHECK_FALSE(update.rows);
}

TEST_CASE("a good file is taken")
{
    Reads reads;
    const auto update = reads.bytes(header + row("2025", "CN", "1") + row("2025", "US", "2"));
    CHECK(update.taken);
    CHECK(update.feed.status.state == FeedState::ok);
    CHECK(update.feed.status.detail.empty());
    CHECK(update.feed.status.retrieved == reads.now);
    CHECK(update.feed.status.grace == std::chrono::hours{24});
    CHECK(update.rows->accepted == 2);
    CHECK(update.log.size() == 1);
    CHECK(reads.bytes(header + row("2025", "CN", "1") + row("2025", "US", "2")).log.empty());
}

TEST_CASE("a deleted, emptied or foreign file leaves the last good contents and their time")
{
    Reads reads;
    static_cast<void>(reads.bytes(header + row("2025", "CN", "1")));
    const auto good = reads.feed;
    const auto update = GENERATE(0, 1, 2);
    const auto broken = update == 0   ? reads.error("/data/usgs.csv does not exist")
                        : update == 1 ? reads.bytes("")
                                      : reads.bytes("other,columns\n1,2\n");
    CHECK_FALSE(broken.taken);
    CHECK(broken.feed.status.state == FeedState::error);
    CHECK_FALSE(broken.feed.status.detail.empty());
    CHECK(broken.feed.contents == good.contents);
    CHECK(broken.feed.status.retrieved == good.status.retrieved);
    REQUIRE(broken.log.size() == 1);
    CHECK(broken.log.front().level == LogLevel::error);

    SECTION("which is said once")
    {
        const auto again = update == 0   ? reads.error("/data/usgs.csv does not exist")
                           : update == 1 ? reads.bytes("")
                                         : reads.bytes("other,columns\n1,2\n");
        CHECK(again.log.empty());
    }
    SECTION("and ends with the next good file")
    {
        const auto back = reads.bytes(header + row("2025", "CN", "1"));
        CHECK(back.feed.status.state == FeedState::ok);
        CHECK(back.feed.status.retrieved == reads.now);
        CHECK(says(back, "feed read feed=usgs file=/data/usgs.csv state=ok"));
    }
}

TEST_CASE("rows that are gone are not taken until that is accepted")
{
    Reads reads;
    const std::string two = header + row("2025", "CN", "1") + row("2025", "US", "2");
    static_cast<void>(reads.bytes(two));
    const auto before = reads.feed;

    SECTION("rows of a release")
    {
        const auto cut = reads.bytes(header + row("2025", "CN", "1") + row("2026", "CN", "1"));
        CHECK_FALSE(cut.taken);
        CHECK(cut.feed.contents == before.contents);
        CHECK(cut.feed.status.retrieved == before.status.retrieved);
        CHECK(cut.feed.status.state == FeedState::partial);
        CHECK(cut.feed.status.detail ==
              "1 of 2 rows of table world release 2025 are gone from the file; correct the file, "
              "or accept it with `entangled reload`");
        CHECK(cut.log.size() == 1);
        CHECK(cut.log.front().level == LogLevel::warning);
        const auto accepted = reads.bytes(header + row("2025", "CN", "1") + row("2026", "CN", "1"), true);
        CHECK(accepted.taken);
        CHECK(accepted.feed.status.state == FeedState::ok);
    }
    SECTION("all rows, the header left")
    {
        const auto cut = reads.bytes(header);
        CHECK_FALSE(cut.taken);
        CHECK(cut.feed.status.detail.find("2 of 2 rows of table world release 2025") == 0);
    }
    SECTION("a row that went bad is not gone: the file is taken, its release damaged")
    {
        const auto bad = reads.bytes(header + row("2025", "CN", "1") + row("2025", "US", "9e999"));
        CHECK(bad.taken);
        CHECK(bad.feed.status.state == FeedState::partial);
        CHECK(bad.feed.status.detail.find("1 of 2 rows rejected (bad_number 1), the first in line 3") == 0);
        CHECK(says(bad,
                   "row rejected feed=usgs file=/data/usgs.csv line=3 column=77 reason=bad_number: value \"9e999\""));
        CHECK(bad.rows->rejected == 1);
        CHECK_FALSE(bad.feed.contents->tables.front().releases.front().damage.empty());
    }
    SECTION("a file cut in the middle of a row has lost what followed")
    {
        const std::string last = row("2025", "DE", "4");
        static_cast<void>(reads.bytes(two + row("2025", "JP", "3") + last));
        const auto cut = reads.bytes(header + row("2025", "CN", "1") + row("2025", "US", "2").substr(0, 20));
        CHECK_FALSE(cut.taken);
        CHECK(cut.feed.status.state == FeedState::partial);
    }
    SECTION("more rows and another release are welcome")
    {
        CHECK(reads.bytes(two + row("2025", "JP", "3") + row("2026", "CN", "1")).taken);
    }
}

TEST_CASE("records that are gone are not taken")
{
    Reads reads;
    reads.spec.schema = FeedSchema::membership;
    const std::string head = "bloc,economy,standing,from,to,known_at,source,note\n";
    const std::string us = "coalition,US,signatory,2025-12-12,,2025-12-12,S,\n";
    const std::string jp = "coalition,JP,signatory,2025-12-12,,2025-12-12,S,\n";
    CHECK(reads.bytes(head + us + jp).taken);
    const auto cut = reads.bytes(head + us);
    CHECK_FALSE(cut.taken);
    CHECK(cut.feed.status.detail.find("1 of 2 rows of membership") == 0);
}

TEST_CASE("each rejection is said once while it lasts")
{
    Reads reads;
    const std::string bad = header + row("2025", "CN", "1") + row("2025", "Atlantis", "2");
    const auto first = reads.bytes(bad);
    CHECK(first.taken);
    CHECK(first.feed.status.state == FeedState::partial);
    CHECK(first.feed.status.detail == "1 of 2 rows rejected (unknown_economy 1), the first in line 3");
    CHECK(says(first, "reason=unknown_economy"));
    CHECK(reads.bytes(bad).log.empty());
    CHECK(reads.error("gone").log.size() == 1);
    CHECK_FALSE(says(reads.bytes(bad), "row rejected"));
    CHECK(says(reads.bytes(bad + row("2025", "Utopia", "3")), "line=4"));
    const auto fixed = reads.bytes(header + row("2025", "CN", "1") + row("2025", "US", "2") + row("2025", "JP", "3"));
    CHECK(fixed.feed.status.state == FeedState::ok);
    CHECK(says(reads.bytes(bad, true), "reason=unknown_economy"));
}

TEST_CASE("rows dated after now are kept, counted and said once")
{
    Reads reads;
    const std::string text = header + row("2025", "CN", "1") + row("2027", "CN", "1") + row("2028", "CN", "1");
    const auto update = reads.bytes(text);
    CHECK(update.taken);
    CHECK(update.feed.status.state == FeedState::ok);
    CHECK(update.rows->accepted == 1);
    CHECK(update.rows->not_yet_known == 2);
    CHECK(says(update, "rows=2 line=3 known_at=2027-01-31"));
    CHECK(reads.bytes(text).log.empty());
}

TEST_CASE("a file of bad rows does not flood the log")
{
    Reads reads;
    std::string text = header;
    for (std::size_t i = 0; i < described_rejections + 7; ++i) text += row("2025", "CN", "x");
    const auto update = reads.bytes(text);
    CHECK(update.log.size() == described_rejections + 2);
    CHECK(says(update, "7 more rows rejected feed=usgs"));
}
