#include "daemon/replay/replay.hpp"

#include <catch2/catch.hpp>

#include "daemon/replay/steps.hpp"
#include "daemon/report/history_rows.hpp"
#include "tests/support/data_builder.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

std::string history(const std::shared_ptr<const Dataset>& dataset, std::string_view from, std::string_view to,
                    std::string_view step = "1m")
{
    const auto days = days_of({*parse_date(from), *parse_date(to), *parse_step(step)});
    Replay replay(shipped().configuration->plan, dataset);
    std::string text;
    for (const Date date : *days) {
        const ReplayStep one = replay.advance(Timestamp{date});
        text += report::history_rows(*one.cycle, one.changes, report::HistoryFormat::csv);
    }
    return text;
}

// Every newest figure of the shipped data said again, halved, by a release that becomes known on `known_at`; and every
// act undone by one that supersedes it.
std::shared_ptr<const Dataset> with_planted(Timestamp known_at)
{
    std::vector<Feed> feeds;
    for (Feed feed : shipped().dataset->feeds()) {
        std::vector<ObservationRow> rows;
        for (const auto& table : feed.contents->tables) {
            for (const auto& series : table.series) {
                for (const auto& point : series.observations) {
                    const Release& release = table.releases[point.release];
                    ObservationRow row{table.id,         release.id,
                                       release.known_at, release.complete,
                                       series.key,       point.period,
                                       point.value,      point.bounds,
                                       point.flags,      feed.contents->sources[point.source],
                                       point.line};
                    rows.push_back(row);
                    row.release = "planted";
                    row.known_at = known_at;
                    if (row.value) row.value = *row.value * 0.5;
                    if (point.release + 1 == table.releases.size()) rows.push_back(row);
                }
            }
        }
        auto contents = assemble(std::move(rows), {}).contents;
        contents.acts = feed.contents->acts;
        for (Act act : feed.contents->acts) {
            act.supersedes = act.id;
            act.id += "_planted";
            act.known_at = known_at;
            contents.acts.push_back(std::move(act));
        }
        contents.policies = feed.contents->policies;
        contents.memberships = feed.contents->memberships;
        contents.records_digest = feed.contents->records_digest + 1;
        feed.contents = std::make_shared<const FeedContents>(std::move(contents));
        feeds.push_back(std::move(feed));
    }
    return std::make_shared<const Dataset>(std::move(feeds));
}

}  // namespace

TEST_CASE("a replay run twice gives the same bytes")
{
    const std::string once = history(shipped().dataset, "2010-11-01", "2026-11-01");
    CHECK(once.size() > 1'000'000);
    CHECK(once == history(shipped().dataset, "2010-11-01", "2026-11-01"));
}

TEST_CASE("what becomes known later changes nothing before it, and something from then on")
{
    const auto planted = with_planted(day("2024-07-01"));
    CHECK(history(planted, "2010-11-01", "2024-06-30") == history(shipped().dataset, "2010-11-01", "2024-06-30"));
    CHECK(history(planted, "2024-07-01", "2024-07-01") != history(shipped().dataset, "2024-07-01", "2024-07-01"));
}

TEST_CASE("a step is what the daemon would have computed on that day alone")
{
    Replay replay(shipped().configuration->plan, shipped().dataset);
    for (const char* date : {"2015-03-01", "2019-03-01", "2024-06-01", "2026-02-15", "2026-08-13"}) {
        CAPTURE(date);
        const ReplayStep step = replay.advance(day(date));
        const auto alone = next_cycle(nullptr, {}, shipped().configuration->plan, shipped().dataset, day(date));
        CHECK(step.cycle->at == day(date));
        CHECK(report::history_rows(*step.cycle, {}, report::HistoryFormat::csv) ==
              report::history_rows(*alone, {}, report::HistoryFormat::csv));
    }
}

TEST_CASE("alerts continue from step to step, and only their changes are told")
{
    // Announcement 72 of 2025 is suspended to the end of 27 November 2026 in China, which is 16:00 UTC.
    Replay replay(shipped().configuration->plan, shipped().dataset);
    std::string told;
    for (const char* date : {"2026-10-28", "2026-10-29", "2026-10-30", "2026-11-27", "2026-11-28", "2026-11-29"}) {
        for (const auto& event : replay.advance(day(date)).changes) {
            if (event.key != AlertKey{"policy_ends_within_30_days", "policy_mofcom_72_2025"}) continue;
            told += std::string(date) + " " + std::string(to_string(event.to)) + "; ";
        }
    }
    CHECK(told == "2026-10-29 firing; 2026-11-28 ok; ");
}
