#include "daemon/alerts/evaluate.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "tests/alerts/generators.hpp"
#include "tests/alerts/trace.hpp"

using namespace entangled;
using namespace entangled::trace;

namespace {

/// Readings and feeds by name.
struct World {
    std::map<std::string, Reading, std::less<>> readings;
    std::vector<Feed> feeds;
    bool counts_periods{false};

    [[nodiscard]] AlertInputs inputs() const
    {
        return {.reading =
                    [this](std::string_view id) {
                        const auto found = readings.find(id);
                        return found == readings.end() ? nullptr : &found->second;
                    },
                .counts_periods = [this](std::string_view) { return counts_periods; },
                .feeds = feeds};
    }
};

AlertRule rule_on(AlertCondition condition, std::vector<std::string> instances)
{
    AlertRule rule = rule_above();
    rule.condition = condition;
    rule.readings = instances;
    rule.feeds = std::move(instances);
    return rule;
}

Reading answered(std::string answer, Reading reading = known(1.0))
{
    reading.answer = std::move(answer);
    return reading;
}

Feed feed_in(FeedState state)
{
    Feed feed;
    feed.id = "feed";
    feed.status.state = state;
    feed.contents = std::make_shared<const FeedContents>();
    return feed;
}

std::string letters_of(const AlertStates& states)
{
    std::string text;
    for (const auto& [key, instance] : states) text += letter(instance.phase);
    return text;
}

}  // namespace

TEST_CASE("a value, and of bounds what is certain", "[alerts]")
{
    World world;
    world.readings["exact"] = known(0.7);
    world.readings["bounds"] = known(Interval{0.5, 0.9});
    world.readings["both"] = known(0.7);
    world.readings["both"].bounds = Interval{0.1, 0.9};
    world.readings["lost"] = missing(Errc::stale, "too old");
    world.readings["lost"].value = 0.7;
    auto rule = rule_on(AlertCondition::value, {});
    const auto seen = [&](std::string_view id) { return sample_of(rule, id, world.inputs(), start); };
    CHECK(seen("exact").value == 0.7);
    CHECK(seen("bounds").value == 0.5);
    CHECK(seen("bounds").far_end == 0.9);
    CHECK(seen("both").value == 0.7);
    CHECK_FALSE(seen("both").far_end);
    CHECK_FALSE(seen("lost").value);
    CHECK_FALSE(seen("no such reading").value);
    CHECK(seen("exact").instance == "exact");
    rule.threshold->side = Side::below;
    CHECK(seen("bounds").value == 0.9);
    CHECK(seen("bounds").far_end == 0.5);
}

TEST_CASE("period, counting and gates come with the reading", "[alerts]")
{
    World world;
    world.readings["r"] = known(0.7);
    world.readings["r"].period = parse_period("2024-07");
    world.readings["r"].may_alert = false;
    world.counts_periods = true;
    const auto seen = sample_of(rule_on(AlertCondition::value, {}), "r", world.inputs(), start);
    CHECK(seen.period == parse_period("2024-07"));
    CHECK(seen.counts_periods);
    CHECK_FALSE(seen.may_alert);
    const auto lost = sample_of(rule_on(AlertCondition::reading_lost, {}), "r", world.inputs(), start);
    CHECK_FALSE(lost.counts_periods);
    CHECK(lost.may_alert);
    CHECK_FALSE(sample_of(rule_on(AlertCondition::days_until, {}), "r", world.inputs(), start).counts_periods);
}

TEST_CASE("days until a time fire on the day and end with it: what follows is another alert", "[alerts]")
{
    const auto limit = GENERATE(90, 30, 7);
    CAPTURE(limit);
    World world;
    const Timestamp end = start + days{365};
    world.readings["truce"] = known(unix_seconds(end));
    auto rule = rule_on(AlertCondition::days_until, {"truce"});
    rule.threshold = Threshold{Side::below, static_cast<double>(limit), static_cast<double>(limit) + 1.0, false, {}};
    const auto phase_at = [&](Timestamp now) {
        return evaluate_alerts({&rule, 1}, world.inputs(), {}, now).next.begin()->second.phase;
    };
    CHECK(phase_at(end - days{limit} - Duration{1}) == AlertPhase::ok);
    CHECK(phase_at(end - days{limit}) == AlertPhase::firing);
    CHECK(phase_at(end) == AlertPhase::firing);
    CHECK(phase_at(end + Duration{1}) == AlertPhase::ok);
    const auto past = sample_of(rule, "truce", world.inputs(), end + days{2});
    CHECK_FALSE(past.value.has_value());
    CHECK(past.matches == false);
    world.readings["truce"] = known(unix_seconds(end + days{365}));
    CHECK(phase_at(end) == AlertPhase::ok);
}

TEST_CASE("an answer matches also without value but then does not clear", "[alerts]")
{
    World world;
    world.readings["yes"] = answered("contradicted");
    world.readings["no"] = answered("supported");
    world.readings["undecided"] = answered("undecided", missing(Errc::not_comparable, "windows differ"));
    world.readings["none"] = missing(Errc::no_data, "nothing");
    auto rule = rule_on(AlertCondition::answer, {});
    rule.states = {"contradicted", "not_observed"};
    const auto seen = [&](std::string_view id) { return sample_of(rule, id, world.inputs(), start); };
    CHECK(seen("yes").matches == true);
    CHECK(seen("no").matches == false);
    CHECK(seen("no").may_clear);
    CHECK(seen("undecided").matches == false);
    CHECK_FALSE(seen("undecided").may_clear);
    CHECK_FALSE(seen("none").matches);
}

TEST_CASE("a reading is lost when it goes from ok to unknown", "[alerts]")
{
    struct Case {
        Errc code;
        char expected;
    };
    const auto c = GENERATE(Case{Errc::stale, 'F'}, Case{Errc::not_observed, 'F'}, Case{Errc::incomplete_table, 'F'},
                            Case{Errc::insufficient_points, 'u'}, Case{Errc::not_configured, 'u'});
    CAPTURE(to_string(c.code));
    World world;
    const auto rule = rule_on(AlertCondition::reading_lost, {"r"});
    world.readings["r"] = missing(c.code, "never there");
    const auto never = evaluate_alerts({&rule, 1}, world.inputs(), {}, start);
    CHECK(letters_of(never.next) != "F");
    world.readings["r"] = known(1.0);
    const auto there = evaluate_alerts({&rule, 1}, world.inputs(), never.next, start);
    CHECK(letters_of(there.next) == "o");
    world.readings["r"] = missing(c.code, "gone");
    const auto lost = evaluate_alerts({&rule, 1}, world.inputs(), there.next, start);
    CHECK(letters_of(lost.next) == std::string(1, c.expected));
}

TEST_CASE("the state of a feed is never missing unless there is no such feed", "[alerts]")
{
    World world;
    auto rule = rule_on(AlertCondition::feed_state, {"feed", "gone"});
    rule.states = {"error", "stale_fetch"};
    world.feeds = {feed_in(FeedState::ok)};
    const auto good = evaluate_alerts({&rule, 1}, world.inputs(), {}, start);
    CHECK(letters_of(good.next) == "ou");
    world.feeds = {feed_in(FeedState::stale_fetch)};
    const auto stale = evaluate_alerts({&rule, 1}, world.inputs(), good.next, start);
    CHECK(letters_of(stale.next) == "Fu");
    world.feeds = {feed_in(FeedState::quiet)};
    CHECK(letters_of(evaluate_alerts({&rule, 1}, world.inputs(), stale.next, start).next) == "ou");
    world.feeds.clear();
    CHECK(letters_of(evaluate_alerts({&rule, 1}, world.inputs(), stale.next, start).next) == "hu");
}

TEST_CASE("events say every change in order of key and carry no stale value", "[alerts]")
{
    World world;
    world.readings["a"] = known(0.7);
    world.readings["b"] = known(0.1);
    auto last_rule = rule_on(AlertCondition::value, {"b", "a"});
    last_rule.name = "z";
    auto first_rule = last_rule;
    first_rule.name = "y";
    const std::vector<AlertRule> rules{last_rule, first_rule};
    const auto one = evaluate_alerts(rules, world.inputs(), {}, start);
    const std::vector<AlertEvent> expected{{{"y", "a"}, AlertPhase::unknown, AlertPhase::firing, 0.7},
                                           {{"y", "b"}, AlertPhase::unknown, AlertPhase::ok, 0.1},
                                           {{"z", "a"}, AlertPhase::unknown, AlertPhase::firing, 0.7},
                                           {{"z", "b"}, AlertPhase::unknown, AlertPhase::ok, 0.1}};
    CHECK(one.events == expected);
    CHECK(evaluate_alerts(rules, world.inputs(), one.next, start + days{1}).events.empty());
    world.readings["a"] = missing(Errc::stale, "old");
    const auto two = evaluate_alerts({rules.data(), 1}, world.inputs(), one.next, start + days{2});
    CHECK(two.events == std::vector<AlertEvent>{{{"z", "a"}, AlertPhase::firing, AlertPhase::held, std::nullopt}});
    CHECK(two.next.size() == 2);
}

TEST_CASE("the order of rules and instances does not matter", "[alerts][property]")
{
    REQUIRE(rc::check([] {
        World world;
        for (const auto* id : {"a", "b", "c"}) world.readings[id] = known(*rc::gen::inRange(0, 10) / 8.0);
        std::vector<AlertRule> rules;
        for (const auto* name : {"r", "s"}) {
            rules.push_back(any_rule());
            rules.back().name = name;
            rules.back().readings = {"a", "b", "c", "d"};
        }
        const auto one = evaluate_alerts(rules, world.inputs(), {}, start);
        const auto again = evaluate_alerts(rules, world.inputs(), {}, start);
        std::reverse(rules.begin(), rules.end());
        for (auto& rule : rules) std::reverse(rule.readings.begin(), rule.readings.end());
        const auto turned = evaluate_alerts(rules, world.inputs(), {}, start);
        RC_ASSERT(one.next == again.next);
        RC_ASSERT(one.next == turned.next);
        RC_ASSERT(one.events == turned.events);
    }));
}
