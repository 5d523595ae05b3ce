#include "daemon/alerts/revision.hpp"

#include <catch2/catch.hpp>

#include "daemon/alerts/evaluate.hpp"
#include "tests/alerts/trace.hpp"

using namespace entangled;
using namespace entangled::trace;

namespace {

ObservationRow row(int release, std::string_view period, std::optional<double> value)
{
    ObservationRow row;
    row.table = "world";
    row.release = std::to_string(release);
    row.known_at = start + days{release};
    row.complete = true;
    row.key = {Measure::production, "gallium", "refined", "usgs", "", "CN"};
    row.period = parse_period(period).value();
    row.value = value;
    return row;
}

Feed feed_of(std::vector<ObservationRow> rows)
{
    auto assembly = assemble(std::move(rows), {});
    REQUIRE(assembly.conflicts.empty());
    Feed feed;
    feed.id = "feed";
    feed.status.state = FeedState::ok;
    feed.contents = std::make_shared<const FeedContents>(std::move(assembly.contents));
    return feed;
}

/// Releases on days 0, 10 and 50: the second restates 2020 by a tenth, the third by a half and withholds 2021.
Feed restated()
{
    return feed_of({row(0, "2020", 100.0), row(0, "2021", 10.0), row(10, "2020", 110.0), row(10, "2021", 10.0),
                    row(50, "2020", 55.0), row(50, "2021", std::nullopt), row(50, "2022", 7.0)});
}

}  // namespace

TEST_CASE("a restatement is news for the length of the window", "[alerts]")
{
    const Feed feed = restated();
    const auto on_day = [&](int day) { return largest_revision_within(feed, start + days{day}, days{30}); };
    CHECK(on_day(9) == 0.0);
    CHECK(on_day(10) == Approx(0.1));
    CHECK(on_day(39) == Approx(0.1));
    CHECK(on_day(40) == 0.0);
    CHECK(on_day(49) == 0.0);
    CHECK(on_day(50) == Approx(0.5));
    CHECK(on_day(80) == 0.0);
    CHECK(largest_revision_within(feed, start + days{50}, days{3650}) == Approx(0.5));
    CHECK(largest_revision_within(feed, start + days{49}, days{3650}) == Approx(0.1));
}

TEST_CASE("nothing restated is zero", "[alerts]")
{
    const auto at = start + days{1};
    CHECK(largest_revision_within(feed_of({}), at, days{30}) == 0.0);
    CHECK(largest_revision_within(feed_of({row(0, "2020", 1.0), row(1, "2021", 9.0)}), at, days{30}) == 0.0);
    CHECK(largest_revision_within(feed_of({row(0, "2020", 0.0), row(1, "2020", 9.0)}), at, days{30}) == 0.0);
}

TEST_CASE("an alert on restatements fires and clears by itself", "[alerts]")
{
    const std::vector<Feed> feeds{restated()};
    const AlertInputs inputs{[](std::string_view) { return nullptr; }, [](std::string_view) { return false; }, feeds};
    AlertRule rule = rule_above();
    rule.condition = AlertCondition::feed_revision;
    rule.threshold = Threshold{Side::above, 0.05, 0.05, true, {}};
    rule.feeds = {"feed"};
    std::string phases;
    AlertStates states;
    for (int day = 0; day < 90; day += 10) {
        states = evaluate_alerts({&rule, 1}, inputs, states, start + days{day}).next;
        phases += letter(states.begin()->second.phase);
    }
    CHECK(phases == "oFFFoFFFo");
}
