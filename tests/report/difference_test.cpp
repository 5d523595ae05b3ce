#include "daemon/report/difference.hpp"

#include <catch2/catch.hpp>

#include "daemon/report/difference_text.hpp"
#include "tests/report/fixture.hpp"

using namespace entangled;
using namespace entangled::report;

namespace {

Difference between(std::string_view id, std::string_view earlier, std::string_view later)
{
    const auto all =
        compare(fixture::plan_of(fixture::specs()), fixture::dataset(), fixture::day(earlier), fixture::day(later));
    for (const auto& one : all) {
        if (one.id == id) return one;
    }
    throw std::logic_error("no such reading");
}

std::string words(const Difference& difference)
{
    return differences_text({&difference, 1}, fixture::day("2025-06-01"), fixture::day("2026-06-02"));
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a restated year beneath a new one is taken apart and called restated")
{
    const Difference one = between("us_nir", "2025-06-01", "2026-06-02");
    CHECK(one.change == Change::news_and_revised);
    REQUIRE(one.value);
    CHECK(one.value->revision == Approx(-0.27));
    CHECK(one.value->news == Approx(0.14));
    CHECK(one.value->revision + one.value->news == one.value->total());
    CHECK(one.value->total() == Approx(0.67 - 0.80));
    CHECK(one.mostly_by_revision());
    const std::string text = words(one);
    CAPTURE(text);
    CHECK(has(text, "2024: 0.800 then 0.530: restated, not fallen"));
    CHECK(has(text, "2025 is new: 0.530 then 0.670"));
    CHECK(has(text, "change -0.130 = -0.270 by revision and +0.140 by news: mostly by revision"));
}

TEST_CASE("what nobody restated is unchanged")
{
    const Difference one = between("cn_gallium", "2025-06-01", "2026-06-02");
    CHECK(one.change == Change::unchanged);
    REQUIRE(one.value);
    CHECK(one.value->total() == 0.0);
}

TEST_CASE("a reading appears with its first release and is absent where its record ends")
{
    CHECK(between("us_nir", "2024-06-01", "2025-06-01").change == Change::appeared);
    const Difference one = between("acts_on_china", "2026-08-01", "2026-11-03");
    CHECK(one.change == Change::absent);
    CHECK(has(words(one), "then no value: not observed since 2026-08-13"));
}

TEST_CASE("a later look into the same record is news, not revision")
{
    const Difference one = between("acts_on_china", "2026-06-20", "2026-08-01");
    CHECK(one.change == Change::news);
    REQUIRE(one.value);
    CHECK(one.value->revision == 0.0);
    CHECK(one.value->news < 0.0);
    CHECK(has(words(one), "evaluated at 2026-08-01 rather than at 2026-06-20"));
}

TEST_CASE("an act recorded late revises what was counted")
{
    const Difference one = between("acts_of_china", "2026-06-20", "2026-08-01");
    CHECK(one.change == Change::unchanged);
    auto contents = fixture::records();
    Act late = contents.acts.front();
    late.id = "act_2";
    late.actors = {"CN"};
    late.targets = {"US"};
    late.known_at = fixture::day("2026-07-01");
    contents.acts.push_back(late);
    Feed feed = fixture::feed_of("acts", contents, FeedState::ok, "");
    feed.status.complete_until = fixture::day("2026-08-14") - Duration{1};
    const auto data = std::make_shared<const Dataset>(std::vector<Feed>{feed});
    const auto all = compare(
        fixture::plan_of(
            {fixture::spec("acts", "act_intensity", {{"actor", std::string("CN")}, {"target", std::string("US")}})}),
        data, fixture::day("2026-06-20"), fixture::day("2026-08-01"));
    REQUIRE(all.size() == 1);
    CHECK(all.front().change == Change::news_and_revised);
    CHECK(all.front().value->revision > 0.0);
    CHECK(all.front().value->news < 0.0);
}

TEST_CASE("a measure past its date changes its answer")
{
    const Difference one = between("end_old_truce", "2026-08-01", "2026-09-01");
    CHECK(one.change == Change::answer_changed);
    CHECK(has(words(one), "answer in_force then unresolved"));
}

TEST_CASE("the same day has no differences")
{
    const auto all = compare(fixture::plan_of(fixture::specs()), fixture::dataset(), fixture::day("2026-06-02"),
                             fixture::day("2026-06-02"));
    for (const auto& one : all) {
        CAPTURE(one.id);
        CHECK(one.change == Change::unchanged);
    }
}

TEST_CASE("the comparison of two days in words")
{
    const auto all = compare(fixture::plan_of(fixture::specs()), fixture::dataset(), fixture::day("2025-06-01"),
                             fixture::day("2026-11-03"));
    const std::string text = differences_text(all, fixture::day("2025-06-01"), fixture::day("2026-11-03"));
    CHECK(text == fixture::golden("difference.txt", text));
    for (const auto& one : all) {
        if (!one.value) continue;
        CHECK(one.value->revision + one.value->news == one.value->total());
        CHECK(one.value->total() == Approx(*one.later.value - *one.earlier.value).margin(1e-12));
    }
}
