#include "daemon/metrics/cycle_families.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "daemon/metrics/exposition.hpp"
#include "tests/metrics/sample_cycle.hpp"

using namespace entangled;
using namespace entangled::testing;

namespace {

std::string text_of(CycleBuilder builder)
{
    return Exposition::make(cycle_families(builder.build(), {})).value().text();
}

bool has_line(const std::string& text, const std::string& line)
{
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

CycleBuilder with_fronts(Reading reading)
{
    CycleBuilder builder;
    builder.reading("fronts", fronts_kind, {{"evidence", "verified"}}, std::move(reading));
    return builder;
}

}  // namespace

TEST_CASE("a reading without value leaves its series out and says why")
{
    const std::string text = text_of(with_fronts(missing(Errc::not_observed, "the record ends on 13 August")));
    CHECK(text.find("entangled_fronts_active{") == std::string::npos);
    CHECK(
        has_line(text, "entangled_reading_state{reading=\"fronts\",indicator=\"fronts_active\",state=\"unknown\"} 1"));
    CHECK(has_line(text, "entangled_reading_state{reading=\"fronts\",indicator=\"fronts_active\",state=\"ok\"} 0"));
    CHECK(has_line(text, "entangled_reading_unknown_reason{reading=\"fronts\",reason=\"not_observed\"} 1"));
}

TEST_CASE("bounds are exported without a middle")
{
    const std::string text = text_of(with_fronts(known(Interval{2, 4})));
    CHECK(text.find("entangled_fronts_active{") == std::string::npos);
    CHECK(has_line(text, "entangled_fronts_active_lower{reading=\"fronts\",evidence=\"verified\"} 2"));
    CHECK(has_line(text, "entangled_fronts_active_upper{reading=\"fronts\",evidence=\"verified\"} 4"));
    CHECK(text.find("entangled_reading_unknown_reason") == std::string::npos);
}

TEST_CASE("an open end of bounds is infinite above and absent below")
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::string text = text_of(with_fronts(known(Interval{-infinity, infinity})));
    CHECK(text.find("entangled_fronts_active_lower{") == std::string::npos);
    CHECK(has_line(text, "entangled_fronts_active_upper{reading=\"fronts\",evidence=\"verified\"} +Inf"));
}

TEST_CASE("a value that is not a number costs its reading only")
{
    Reading broken = known(3);
    broken.value = std::nan("");
    const std::string text = text_of(with_fronts(broken).reading("truce", policy_kind, {{"policy", "p"}}, known(5)));
    CHECK(has_line(text, "entangled_reading_unknown_reason{reading=\"fronts\",reason=\"internal_error\"} 1"));
    CHECK(has_line(text, "entangled_policy_end_timestamp_seconds{policy=\"p\"} 5"));
}

TEST_CASE("a policy is named by its label and its answers are a state set")
{
    Reading policy = known(1'794'355'200.0);
    policy.answer = "ended";
    CycleBuilder builder;
    builder.reading("truce", policy_kind, {{"policy", "truce_2025"}}, policy);
    const std::string text = text_of(builder);
    CHECK(has_line(text, "entangled_policy_end_timestamp_seconds{policy=\"truce_2025\"} 1794355200"));
    CHECK(has_line(text, "entangled_policy_state{policy=\"truce_2025\",state=\"ended\"} 1"));
    CHECK(has_line(text, "entangled_policy_state{policy=\"truce_2025\",state=\"in_force\"} 0"));
}

TEST_CASE("without an answer every state is 0")
{
    CycleBuilder builder;
    builder.reading("race", gap_kind, {{"side_a", "A"}, {"side_b", "B"}}, missing(Errc::no_data, {}));
    const std::string text = text_of(builder);
    for (const std::string_view answer : gap_answers) {
        CHECK(has_line(text, "entangled_race_gap_state{reading=\"race\",side_a=\"A\",side_b=\"B\",state=\"" +
                                 std::string{answer} + "\"} 0"));
    }
}

TEST_CASE("alerts that are configured are there before they were ever evaluated")
{
    const std::string text = text_of(CycleBuilder{}.alert(feed_rule()));
    CHECK(has_line(text,
                   "entangled_alert_state{alert=\"feed_late\",reading=\"acts\",severity=\"info\",audience=\"operator\","
                   "state=\"unknown\"} 1"));
}

TEST_CASE("an alert has a value while something goes on and there is input")
{
    struct Case {
        AlertPhase phase;
        bool has_value;
    };
    const auto c = GENERATE(values<Case>({{AlertPhase::ok, false},
                                          {AlertPhase::pending, true},
                                          {AlertPhase::firing, true},
                                          {AlertPhase::clearing, true},
                                          {AlertPhase::held, false},
                                          {AlertPhase::unknown, false}}));
    CAPTURE(to_string(c.phase));
    AlertInstance now;
    now.phase = c.phase;
    now.last_value = 0.92;
    const std::string text = text_of(CycleBuilder{}.alert(threshold_rule()).instance("share_high", "dy_cn", now));
    CHECK(has_line(text, R"(entangled_alert_value{alert="share_high",reading="dy_cn"} 0.92)") == c.has_value);
    now.last_value.reset();
    CHECK(text_of(CycleBuilder{}.alert(threshold_rule()).instance("share_high", "dy_cn", now)).find("alert_value") ==
          std::string::npos);
}

TEST_CASE("a held alert says what it was, and no other does")
{
    AlertInstance now;
    now.phase = AlertPhase::held;
    now.held_phase = AlertPhase::clearing;
    const std::string text = text_of(CycleBuilder{}.alert(threshold_rule()).instance("share_high", "dy_cn", now));
    CHECK(has_line(text,
                   "entangled_alert_held_phase{alert=\"share_high\",reading=\"dy_cn\",severity=\"warning\","
                   "audience=\"analyst\",state=\"clearing\"} 1"));
    now.phase = AlertPhase::firing;
    CHECK(text_of(CycleBuilder{}.alert(threshold_rule()).instance("share_high", "dy_cn", now)).find("held_phase") ==
          std::string::npos);
}

TEST_CASE("forecasts and what is not known yet are not the newest observation")
{
    Feed feed = sample_feed();
    const std::string text = text_of(CycleBuilder{}.feed(feed));
    CHECK(has_line(text, "entangled_feed_newest_observation_timestamp_seconds{feed=\"shares\"} 1735689600"));
    Act act;
    act.known_at = noon + std::chrono::hours{1};
    act.date = day(2026, 8, 20);
    FeedContents contents;
    contents.acts.push_back(act);
    feed.contents = std::make_shared<const FeedContents>(contents);
    CHECK(text_of(CycleBuilder{}.feed(feed)).find("newest_observation") == std::string::npos);
}
