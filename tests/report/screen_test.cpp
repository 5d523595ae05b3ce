#include "daemon/report/screen.hpp"

#include <catch2/catch.hpp>

#include "daemon/report/text.hpp"
#include "tests/report/fixture.hpp"

using namespace entangled;
using namespace entangled::report;

namespace {

Statement statement(const Screen& screen, std::string_view key)
{
    for (const auto& one : screen.statements) {
        if (one.key == key) return one;
    }
    throw std::logic_error("no such statement");
}

std::string whole(const Statement& one)
{
    std::string text = one.answer;
    for (const auto& detail : one.details) text += '\n' + detail;
    return text;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("each side's stages come from the readings")
{
    const Statement one = statement(first_screen(*fixture::cycle_at("2026-11-03")), "supply");
    CAPTURE(whole(one));
    CHECK(has(one.answer, "China 1, the coalition 1"));
    CHECK(has(whole(one), "By China: gallium (primary) 0.987 in 2024."));
    CHECK(has(whole(one), "By the coalition: EUV lithography (tools) 1.000 in 2023, by Netherlands."));
    CHECK(has(whole(one), "chips (all) of China 0.900 in 2016"));
    CHECK(has(whole(one), "1 share has no value"));
}

TEST_CASE("without readings nothing is claimed")
{
    const auto plan = fixture::plan_of({});
    const auto cycle = next_cycle(nullptr, {}, plan, std::make_shared<const Dataset>(), fixture::day("2026-11-03"));
    const Screen screen = first_screen(*cycle);
    CHECK(statement(screen, "supply").answer == "No stage is known of which one side supplies 0.85 or more.");
    CHECK(has(statement(screen, "race").answer, "Not configured"));
    CHECK(has(statement(screen, "escalation").answer, "Not configured"));
    CHECK(has(statement(screen, "policies").answer, "Not configured"));
    CHECK(statement(screen, "inputs").answer == "No reading has a value.");
    CHECK(screen.groups.empty());
}

TEST_CASE("the race is undecided and says why, in short")
{
    const Statement one = statement(first_screen(*fixture::cycle_at("2026-11-03")), "race");
    CHECK(one.answer == "Undecided: no two series share basis and window.");
}

TEST_CASE("a record that has ended is not observed, whatever the date")
{
    const Statement one = statement(first_screen(*fixture::cycle_at("2026-11-03")), "escalation");
    CHECK(one.answer == "Not observed since 2026-08-13.");
    const std::string all = screen_text(first_screen(*fixture::cycle_at("2026-11-03")), {});
    for (const std::string_view word : {"calm", "Calm", "quiet", "Quiet", "peace"}) {
        CAPTURE(word);
        CHECK_FALSE(has(all, word));
    }
}

TEST_CASE("inside the record each direction has its value and its day")
{
    const Statement one = statement(first_screen(*fixture::cycle_at("2026-08-20")), "escalation");
    CAPTURE(whole(one));
    CHECK(one.answer == "Observed up to 2026-08-13.");
    CHECK(has(whole(one), "restrictive acts of US towards CN: 3.44 points at 2026-08-13, from 1 act."));
    CHECK(has(whole(one), "restrictive acts of CN towards US: 0.00 points at 2026-08-13, from 0 acts."));
}

TEST_CASE("policies are counted from the end of their last day at the imposer")
{
    const Statement one = statement(first_screen(*fixture::cycle_at("2026-11-03")), "policies");
    CAPTURE(whole(one));
    CHECK(one.answer == "1 measure is past its date with no recorded outcome; the next to end has 7 days left.");
    CHECK(has(whole(one), "Tariff truce: past its date 2026-08-10, 84 d ago, with no recorded outcome."));
    CHECK(has(whole(one), "Stay of the affiliates rule: last day 2026-11-09, 7 days left."));
    CHECK(has(whole(one), "Home tools <70%>: announced for 2027-12-31."));
    CHECK(has(whole(one), "1 measure in force without an end date."));
    CHECK(has(whole(one), "end_lost: no record of policy lost was known on 2026-11-03."));
}

TEST_CASE("a measure in its last hours has less than a day left")
{
    const auto cycle = next_cycle(nullptr, {}, fixture::plan_of(fixture::specs()), fixture::dataset(),
                                  fixture::day("2026-11-10") + std::chrono::hours{4});
    CHECK(has(statement(first_screen(*cycle), "policies").answer, "less than a day left"));
}

TEST_CASE("alerts are listed by phase with their names")
{
    const Statement one = statement(first_screen(*fixture::cycle_at("2026-11-03")), "alerts");
    CAPTURE(whole(one));
    CHECK(one.answer == "1 firing, 0 held, 0 pending, of 2 instances.");
    CHECK(has(whole(one), "firing: feed_broken (prices)."));
}

TEST_CASE("a report as of a day does not pretend that alerts were judged")
{
    const auto cycle = cycle_as_of(fixture::plan_of(fixture::specs()), fixture::dataset(), fixture::day("2026-11-03"),
                                   fixture::day("2026-11-03"));
    CHECK(has(statement(first_screen(*cycle), "alerts").answer, "Not judged"));
}

TEST_CASE("the stalest value and feeds in trouble are named")
{
    const Statement one = statement(first_screen(*fixture::cycle_at("2026-11-03")), "inputs");
    CAPTURE(whole(one));
    CHECK(one.answer == "The stalest value is cn_chips_foreign: its newest input is of 2016, 3593 d old.");
    CHECK(has(whole(one), "Feed prices is error: line 3: no column 'value'."));
    CHECK(has(whole(one), "The record of acts is complete up to 2026-08-13 only."));
}

TEST_CASE("rows follow the groups of the registry")
{
    const Screen screen = first_screen(*fixture::cycle_at("2026-11-03"));
    REQUIRE(screen.groups.size() == 3);
    CHECK(screen.groups[0].name == "dependence");
    CHECK(screen.groups[1].name == "race");
    CHECK(screen.groups[2].name == "escalation");
    std::size_t rows = 0;
    for (const auto& group : screen.groups) rows += group.rows.size();
    CHECK(rows == fixture::specs().size());
}

TEST_CASE("an earlier as-of day reads policies as they were known then")
{
    const auto at = fixture::day("2026-11-03");
    const auto cycle =
        cycle_as_of(fixture::plan_of(fixture::specs()), fixture::dataset(), fixture::day("2025-06-01"), at);
    const Screen screen = first_screen(*cycle, fixture::day("2025-06-01"));
    CHECK(screen.as_of == fixture::day("2025-06-01"));
    CHECK_FALSE(has(whole(statement(screen, "policies")), "Stay of the affiliates rule"));
}
