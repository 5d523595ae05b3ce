#include <catch2/catch.hpp>

#include "tests/alerts/trace.hpp"

using namespace entangled;
using namespace entangled::trace;

namespace {

struct Case {
    std::string what;
    AlertRule rule;
    std::string samples;
    std::string expected;
};

void check(const Case& c)
{
    CAPTURE(c.what, c.samples);
    CHECK(phases(run(c.rule, samples(c.samples))) == c.expected);
}

AlertRule rule_on_states(AlertCondition condition)
{
    AlertRule rule;
    rule.condition = condition;
    return rule;
}

}  // namespace

TEST_CASE("edges: fires at enter, clears past exit, the band changes nothing", "[alerts]")
{
    const auto below = rule_above([](AlertRule& r) { r.threshold = Threshold{Side::below, 0.4, 0.6, false, {}}; });
    const auto open = rule_above([](AlertRule& r) { r.threshold->enter_open = true; });
    const auto open_below = rule_above([](AlertRule& r) { r.threshold = Threshold{Side::below, 0.4, 0.6, true, {}}; });
    const auto one_edge = rule_above([](AlertRule& r) { r.threshold->exit = 0.6; });
    check({"above", rule_above(), ".59 .6 .4 .399 .59 .6", "o F F o o F"});
    check({"no flap in the band", rule_above(), ".61 .59 .61 .41 .59 .4 .6 .5", "F*8"});
    check({"band from below is ok", rule_above(), ".5 .59 .41 .5", "o o o o"});
    check({"more than, not at", open, ".6 .60001 .6 .4 .39", "o F F F o"});
    check({"below", below, ".41 .4 .6 .601 .41 .39", "o F F o o F"});
    check({"less than, not at", open_below, ".4 .39 .4 .6 .61", "o F F F o"});
    check({"one edge", one_edge, ".6 .599 .6", "F o F"});
    check({"not a number is missing", rule_above(), ".7 nan inf", "F h h"});
    check({"no threshold is missing", AlertRule{}, ".7 .1", "u u"});
}

TEST_CASE("bounds fire when all of them are beyond and clear when all of them are inside", "[alerts]")
{
    check({"above", rule_above(), ".3..1 .6..1 .3..1 .3..7 .3..39 .3..0.39", "o F F F F o"});
    const auto below = rule_above([](AlertRule& r) { r.threshold = Threshold{Side::below, 0.4, 0.6, false, {}}; });
    check({"below", below, ".9..0.1 .4..0.1 .9..0.1 .9..0.7", "o F F o"});
}

TEST_CASE("persistence on the clock", "[alerts]")
{
    const auto rule = rule_above([](AlertRule& r) { r.persist_for = days{2}; });
    check({"fires when the time is up", rule, ".7 .7 .7 .7", "p p F F"});
    check({"a dip restarts it", rule, ".7 .7 .3 .7 .7 .7", "p p o p p F"});
    check({"so does the band", rule, ".7 .7 .5 .7 .7 .7", "p p o p p F"});
}

TEST_CASE("keep firing after the condition has gone", "[alerts]")
{
    const auto rule = rule_above([](AlertRule& r) { r.keep_firing_for = days{2}; });
    check({"clears when the time is up", rule, ".7 .3 .3 .3", "F c c o"});
    check({"returns without a new pending", rule, ".7 .3 .7 .3 .3 .3", "F c F c c o"});
    check({"the band restarts the run inside", rule, ".7 .3 .5 .3 .3 .3", "F c c c c o"});
    check({"and never ends it", rule, ".7 .3 .5 .5 .5 .5", "F c*5"});
}

TEST_CASE("two thresholds with runs: the published vector", "[alerts]")
{
    // escalation.md 6.2: U .6 n_on 2, L .4 n_off 3, firing from index 4 to 12, cleared at 13. Runs of n evaluations one
    // day apart are n - 1 days here; unlike there the run inside exit is shown (c), the alert still counts as firing.
    const auto rule = rule_above([](AlertRule& r) {
        r.persist_for = days{1};
        r.keep_firing_for = days{2};
    });
    check({"vector", rule, ".5 .62 .58 .61 .66 .7 .55 .45 .39 .38 .41 .39 .35 .3", "o p o p F F F F c*5 o"});
}

TEST_CASE("absence never resolves", "[alerts]")
{
    const auto slow = rule_above([](AlertRule& r) {
        r.persist_for = days{2};
        r.keep_firing_for = days{2};
    });
    check({"a dead feed for three years", rule_above(), ".7 -*1000 .7 .3", "F h*1000 F o"});
    check({"back inside exit", rule_above(), ".7 -*3 .3", "F h h h o"});
    check({"back in the band", rule_above(), ".7 -*3 .5", "F h h h F"});
    check({"ok becomes unknown", rule_above(), ".3 - - .5 - .7", "o u u o u F"});
    check({"never seen", rule_above(), "- - -", "u u u"});
    check({"the gap is no time beyond enter", slow, ".7 -*90 .7 .7", "p h*90 p F"});
    check({"pending, back below", slow, ".7 -*9 .3", "p h*9 o"});
    check({"the gap is no time inside exit", slow, ".7*3 .3 -*90 .3 .3", "p p F c h*90 c o"});
    check({"clearing, back beyond", slow, ".7*3 .3 -*9 .7", "p p F c h*9 F"});
}

TEST_CASE("a held alert remembers since when it fires", "[alerts]")
{
    const auto seen = run(rule_above(), samples(".7 - - .7"));
    CHECK(seen[2].since == start);
    CHECK(seen[2].held_since == start + days{1});
    CHECK(seen[2].held_phase == AlertPhase::firing);
    CHECK(seen[3].since == start);
    CHECK_FALSE(seen[3].held_since);
}

TEST_CASE("only a new period is news", "[alerts]")
{
    const auto two = rule_above([](AlertRule& r) { r.persist_releases = 2; });
    const auto keep = rule_above([](AlertRule& r) { r.keep_firing_for = days{2}; });
    const auto extreme = rule_above([](AlertRule& r) { r.threshold->extreme = 0.9; });
    check({"first sight is news", rule_above(), ".7@2025", "F"});
    check({"a restatement never fires", rule_above(), ".3@2025 .7@2025 .99@2025", "o o o"});
    check({"not even an extreme one", extreme, ".3@2025 .95@2025 .95@2026", "o o F"});
    check({"an older period never fires", rule_above(), ".3@2025 .7@2024 .7@2025 .7@2026", "o o o F"});
    check({"a restatement does not clear", rule_above(), ".7@2025 .1@2025 .1@2025 .1@2026", "F F F o"});
    check({"two in a row", two, ".7@2024 .7@2024*9 .7@2025", "p*10 F"});
    check({"not in a row", two, ".7@2023 .5@2024 .7@2025 .7@2026", "p o p F"});
    check({"a restatement does not count", two, ".7@2024 .8@2024 .9@2024", "p p p"});
    check({"a restatement takes pending back", two, ".7@2024 .3@2024 .7@2024 .7@2025 .7@2026", "p o o p F"});
    check({"clearing runs on the clock", keep, ".7@2025 .3@2026*3", "F c c o"});
    check({"a restatement beyond does not restart it", keep, ".7@2025 .3@2026 .7@2026*3 .3@2026", "F c c c c o"});
    check({"but clearing waits while it stands", keep, ".7@2025 .3@2026 .7@2026*5 .7@2027", "F c*6 F"});
    check({"a gap keeps the count", two, ".7@2024 -*9 .7@2024 .7@2025", "p h*9 p F"});
    check({"news on return", rule_above(), ".7@2024 -*9 .3@2025", "F h*9 o"});
    check({"several at once are one release", two, ".3@2020 .7@2025 .7@2025", "o p p"});
}

TEST_CASE("what has no period goes by the clock", "[alerts]")
{
    AlertSample sample;
    sample.value = 0.7;
    sample.counts_periods = true;
    CHECK(phases(run(rule_above(), {sample})) == "F");
}

TEST_CASE("quiet time postpones and an extreme breaks it", "[alerts]")
{
    const auto rule = rule_above([](AlertRule& r) {
        r.quiet_after_clear = days{3};
        r.persist_for = days{1};
        r.threshold->extreme = 0.9;
    });
    check({"quiet", rule, ".7 .7 .3 .7 .7 .7 .7", "p F o o o F F"});
    check({"persistence goes on in it", rule, ".7 .7 .3 .3 .3 .7 .7", "p F o o o p F"});
    check({"extreme skips both", rule, ".7 .7 .3 .9 .3 .89", "p F o F o o"});
    check({"extreme skips persistence", rule, ".3 .9 .3", "o F o"});
    check({"extreme ends pending", rule, ".7 .95", "p F"});
    const auto periods = rule_above([](AlertRule& r) { r.quiet_after_clear = days{3}; });
    check({"a period in quiet time is not lost", periods, ".7@2023 .3@2024 .7@2025*3 .7@2025", "F o o o F F"});
    check({"unless restated meanwhile", periods, ".7@2023 .3@2024 .7@2025 .3@2025 .7@2025*3", "F o*6"});
    const auto below = rule_above([](AlertRule& r) {
        r.threshold = Threshold{Side::below, 0.4, 0.6, false, 0.1};
        r.persist_for = days{9};
    });
    check({"extreme below", below, ".3 .11 .1", "p p F"});
}

TEST_CASE("a standing condition is no crossing", "[alerts]")
{
    const auto rule = rule_above([](AlertRule& r) {
        r.crossings_only = true;
        r.threshold->extreme = 0.9;
    });
    check({"stands at first sight", rule, ".7 .7 .3 .7", "o o o F"});
    check({"the band does not arm", rule, ".7 .5 .7 .3 .7", "o o o o F"});
    check({"unless it is what is seen first", rule, ".5 .7", "o F"});
    check({"extreme is no way round", rule, ".95 .95", "o o"});
    check({"first sight after a gap", rule, "- - .7 .3 .7", "u u o o F"});
    check({"a gap is not clearing", rule, ".7 - .7", "o u o"});
    check({"by periods", rule, ".7@2023 .7@2024 .3@2025 .7@2026", "o o o F"});
    check({"a restatement arms but does not fire", rule, ".7@2023 .3@2023 .7@2023 .7@2024", "o o o F"});
}

TEST_CASE("gates not met: never starts, and what fires goes on", "[alerts]")
{
    const auto rule = rule_above([](AlertRule& r) {
        r.persist_for = days{1};
        r.keep_firing_for = days{2};
        r.threshold->extreme = 0.9;
    });
    check({"never starts", rule, ".7!*3 .95! .7 .7", "o o o o p F"});
    check({"pending is dropped", rule, ".7 .7! .7 .7", "p o p F"});
    check({"firing goes by its values", rule, ".7 .7 .7! .3! .7! .3! .3! .3!", "p F F c F c c o"});
    check({"a period without gates is spent", rule_above(), ".7@2024! .7@2024 .7@2025", "o o F"});
}

TEST_CASE("answers and states", "[alerts]")
{
    const auto answer = rule_on_states(AlertCondition::answer);
    auto crossing = answer;
    crossing.crossings_only = true;
    check({"matches", answer, "n y y n", "o F F o"});
    check({"missing holds", answer, "n y - n", "o F h o"});
    check({"an answer without value does not clear", answer, "y n? n? y n? n", "F h h F h o"});
    check({"but it may fire", answer, "n y? n? n", "o F h o"});
    check({"and is ok where nothing goes on", answer, "n? - n?", "o u o"});
    check({"and arms", crossing, "n? y", "o F"});
    check({"by periods", answer, "n@2024 y@2024 y@2025 n@2025 n@2026", "o o F F o"});
}

TEST_CASE("only a value that was there can be lost", "[alerts]")
{
    const auto rule = rule_on_states(AlertCondition::reading_lost);
    auto slow = rule;
    slow.persist_for = days{1};
    check({"never had one", rule, "y y y", "o o o"});
    check({"ok, then unknown, then back", rule, "n y y n", "o F F o"});
    check({"first unknown, then ok, then lost", rule, "y n y", "o o F"});
    check({"neither there nor lost", rule, "n - y - n", "o u F h o"});
    check({"after a while", slow, "n y n y y", "o p o p F"});
}
