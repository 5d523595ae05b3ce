#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "daemon/engine/cycle.hpp"
#include "daemon/report/csv.hpp"
#include "daemon/report/screen.hpp"
#include "indicators/core/digest.hpp"
#include "tests/support/data_builder.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

std::shared_ptr<const Plan> plan() { return shipped().configuration->plan; }

std::string bytes(const Cycle& cycle) { return report::readings_csv(report::first_screen(cycle)); }

// The contents of one shipped feed as rows again, so that they can be edited.
std::vector<ObservationRow> rows_of(const FeedContents& contents)
{
    std::vector<ObservationRow> rows;
    for (const auto& table : contents.tables) {
        for (const auto& series : table.series) {
            for (const auto& point : series.observations) {
                const Release& release = table.releases[point.release];
                rows.push_back({table.id, release.id, release.known_at, release.complete, series.key, point.period,
                                point.value, point.bounds, point.flags, contents.sources[point.source], point.line});
            }
        }
    }
    return rows;
}

Feed with_rows(Feed feed, std::vector<ObservationRow> rows)
{
    Assembly assembly = assemble(std::move(rows), {});
    feed.contents = std::make_shared<const FeedContents>(std::move(assembly.contents));
    return feed;
}

void edit(ObservationRow& row, std::uint64_t seed)
{
    switch (seed % 4) {
        case 0:
            if (row.value) row.value = *row.value * 0.9;
            break;
        case 1: row.known_at += std::chrono::days{static_cast<int>(seed % 700)}; break;
        case 2: row.value.reset(); break;
        default: row.complete = !row.complete; break;
    }
}

}  // namespace

TEST_CASE("nothing changed, nothing is computed again but what follows the clock")
{
    const auto first = next_cycle(nullptr, {}, plan(), shipped().dataset, day("2026-08-13"));
    CHECK(first->recomputed == plan()->readings.size());
    const auto second = next_cycle(first, first->alerts, plan(), shipped().dataset, day("2026-08-13") + Duration{1});
    std::size_t clocked = 0;
    for (const auto& planned : plan()->readings) clocked += planned.kind->clock == ClockUse::continuous ? 1 : 0;
    CHECK(second->recomputed == clocked);
}

TEST_CASE("incremental equals full over a thousand random edits", "[thorough]")
{
    const Feed& world = *shipped().dataset->feed("usgs_world");
    const auto original = rows_of(*world.contents);
    auto rows = original;
    auto dataset = shipped().dataset;
    CyclePtr last = next_cycle(nullptr, {}, plan(), dataset, day("2026-08-01"));
    std::uint64_t seed = 20261121;
    std::size_t taken_over = 0;
    for (int round = 0; round < 1000; ++round) {
        seed = Digest{}.add(seed).value();
        const std::size_t place = seed % rows.size();
        if (round % 2 == 0) {
            edit(rows[place], seed >> 8U);
        } else {
            rows[place] = original[place];
        }
        const Timestamp now = day("2026-08-01") + std::chrono::hours{round};
        dataset = std::make_shared<const Dataset>(dataset->with(with_rows(world, rows)));
        const auto incremental = next_cycle(last, last->alerts, plan(), dataset, now);
        if (round % 10 == 0) {
            const auto full = next_cycle(nullptr, last->alerts, plan(), dataset, now);
            REQUIRE(bytes(*incremental) == bytes(*full));
            REQUIRE(incremental->alerts == full->alerts);
        }
        for (std::size_t i = 0; i < plan()->readings.size(); ++i) {
            taken_over += incremental->readings[i] == last->readings[i] ? 1 : 0;
        }
        last = incremental;
    }
    CHECK(taken_over > 50'000);
}

TEST_CASE("permuting the rows of a feed changes no byte of output")
{
    const Feed& world = *shipped().dataset->feed("usgs_world");
    auto rows = rows_of(*world.contents);
    const auto straight = next_cycle(nullptr, {}, plan(), shipped().dataset, day("2026-08-13"));
    std::reverse(rows.begin(), rows.end());
    std::rotate(rows.begin(), rows.begin() + 777, rows.end());
    const auto dataset = std::make_shared<const Dataset>(shipped().dataset->with(with_rows(world, rows)));
    const auto permuted = next_cycle(nullptr, {}, plan(), dataset, day("2026-08-13"));
    CHECK(bytes(*straight) == bytes(*permuted));
}

TEST_CASE("nothing known later leaks into an earlier view, over all kinds")
{
    const auto date = GENERATE("2014-06-30", "2019-12-31", "2022-06-30", "2025-06-30", "2026-02-15");
    CAPTURE(date);
    const Timestamp then = day(date);
    std::vector<Feed> feeds;
    for (Feed feed : shipped().dataset->feeds()) {
        auto rows = rows_of(*feed.contents);
        std::erase_if(rows, [&](const ObservationRow& row) { return row.known_at > then; });
        auto contents = assemble(std::move(rows), {}).contents;
        for (const Act& act : feed.contents->acts) {
            if (act.known_at <= then) contents.acts.push_back(act);
        }
        for (const Policy& policy : feed.contents->policies) {
            if (policy.known_at <= then) contents.policies.push_back(policy);
        }
        contents.memberships = feed.contents->memberships;
        feed.contents = std::make_shared<const FeedContents>(std::move(contents));
        feeds.push_back(std::move(feed));
    }
    const auto only_then = std::make_shared<const Dataset>(std::move(feeds));
    const auto whole = cycle_as_of(plan(), shipped().dataset, then, then);
    const auto cut = cycle_as_of(plan(), only_then, then, then);
    for (std::size_t i = 0; i < plan()->readings.size(); ++i) {
        CAPTURE(plan()->readings[i].id);
        const Reading& a = whole->readings[i]->reading;
        const Reading& b = cut->readings[i]->reading;
        CHECK(a.value == b.value);
        CHECK(a.bounds == b.bounds);
        CHECK(a.answer == b.answer);
        CHECK((a.state == ReadingState::ok) == (b.state == ReadingState::ok));
    }
}

TEST_CASE("every reading of the plan can be explained, and says the same as the cycle")
{
    const auto cycle = next_cycle(nullptr, {}, plan(), shipped().dataset, day("2026-06-30"));
    for (std::size_t i = 0; i < plan()->readings.size(); ++i) {
        CAPTURE(plan()->readings[i].id);
        const Explained explained = explain(*plan(), *shipped().dataset, i, day("2026-06-30"), day("2026-06-30"));
        CHECK(digest_of(explained.reading) == cycle->readings[i]->digest);
        if (explained.reading.state != ReadingState::ok) continue;
        CHECK((!explained.working.inputs.empty() || !explained.working.steps.empty()));
    }
}

TEST_CASE("the same inputs give the same bytes")
{
    const auto one = next_cycle(nullptr, {}, plan(), shipped().dataset, day("2026-11-21"));
    const auto two = next_cycle(nullptr, {}, plan(), shipped().dataset, day("2026-11-21"));
    CHECK(bytes(*one) == bytes(*two));
}
