#include <catch2/catch.hpp>

#include "tests/alerts/generators.hpp"
#include "tests/alerts/trace.hpp"

using namespace entangled;
using namespace entangled::trace;

namespace {

bool is_missing(const AlertSample& sample) { return !sample.value && !sample.matches; }

bool counts_as_firing(const AlertInstance& instance)
{
    const auto phase = instance.phase == AlertPhase::held ? instance.held_phase : instance.phase;
    return phase == AlertPhase::firing || phase == AlertPhase::clearing;
}

}  // namespace

TEST_CASE("absence changes nothing but to held or unknown", "[alerts][property]")
{
    REQUIRE(rc::check([] {
        const auto rule = any_rule();
        const auto before = any_instance();
        AlertSample nothing;
        nothing.may_alert = *rc::gen::arbitrary<bool>();
        const auto after = advance(rule, before, nothing, any_time());
        const bool idle = before.phase == AlertPhase::ok || before.phase == AlertPhase::unknown;
        RC_ASSERT(after.phase == (idle ? AlertPhase::unknown : AlertPhase::held));
        RC_ASSERT(counts_as_firing(after) == counts_as_firing(before));
        RC_ASSERT(after.releases_beyond == before.releases_beyond);
    }));
}

TEST_CASE("an alert stops only on a sample inside exit and starts only on one beyond enter", "[alerts][property]")
{
    REQUIRE(rc::check([] {
        const auto rule = any_rule();
        const auto all = any_samples(rule);
        const auto seen = run(rule, all);
        for (std::size_t i = 1; i < all.size(); ++i) {
            const bool was = counts_as_firing(seen[i - 1]);
            if (was == counts_as_firing(seen[i])) continue;
            RC_ASSERT(!is_missing(all[i]));
            const double sign = rule.threshold->side == Side::above ? 1.0 : -1.0;
            const double value = sign * all[i].value.value();
            RC_ASSERT((was ? value < sign * rule.threshold->exit : value >= sign * rule.threshold->enter));
            if (!was) RC_ASSERT(all[i].may_alert);
        }
    }));
}

TEST_CASE("the same sample at the same time changes nothing more", "[alerts][property]")
{
    REQUIRE(rc::check([] {
        const auto rule = any_rule();
        Timestamp now = start;
        std::optional<AlertInstance> last;
        for (const auto& sample : any_samples(rule)) {
            last = advance(rule, last, sample, now);
            RC_ASSERT(advance(rule, last, sample, now) == *last);
            now += days{1};
        }
    }));
}

TEST_CASE("without new periods nothing that counts them starts or stops by values", "[alerts][property]")
{
    REQUIRE(rc::check([] {
        auto rule = any_rule();
        rule.quiet_after_clear = {};
        const auto before = run(rule, samples("0@2010"));
        for (double value : {0.0, 0.5, 1.0, 2.0}) {
            AlertSample sample = any_sample(true);
            sample.value = value;
            const auto after = advance(rule, before.back(), sample, start + days{*rc::gen::inRange(0, 9)});
            RC_ASSERT(counts_as_firing(after) == counts_as_firing(before.back()));
        }
    }));
}

TEST_CASE("time without data is cut out", "[alerts][property]")
{
    REQUIRE(rc::check([] {
        auto rule = any_rule();
        rule.quiet_after_clear = {};
        std::optional<AlertInstance> with_gaps;
        std::optional<AlertInstance> without;
        Timestamp now = start;
        Timestamp now_without = start;
        for (const auto& sample : any_samples(rule)) {
            with_gaps = advance(rule, with_gaps, sample, now);
            now += days{1};
            if (is_missing(sample)) continue;
            without = advance(rule, without, sample, now_without);
            now_without += days{1};
            RC_ASSERT(with_gaps->phase == without->phase);
            RC_ASSERT(with_gaps->releases_beyond == without->releases_beyond);
        }
    }));
}

TEST_CASE("a clock that goes anywhere breaks nothing", "[alerts][property]")
{
    REQUIRE(rc::check([] {
        const auto rule = any_rule();
        std::optional<AlertInstance> last;
        for (const auto& sample : any_samples(rule)) {
            const Timestamp now = any_time();
            last = advance(rule, last, sample, now);
            for (const auto& time :
                 {last->since, last->held_since, last->beyond_since, last->inside_since, last->cleared_at}) {
                RC_ASSERT(!time || *time <= now);
            }
            RC_ASSERT((last->phase == AlertPhase::held) == last->held_since.has_value());
        }
    }));
}

TEST_CASE("a clock set back by years delays by the configured time at most", "[alerts]")
{
    const auto rule = rule_above([](AlertRule& r) {
        r.persist_for = days{1};
        r.keep_firing_for = days{1};
        r.quiet_after_clear = days{1};
    });
    const Timestamp future = start + days{30 * 365};
    auto instance = advance(rule, std::nullopt, sample(".7"), future);
    instance = advance(rule, instance, sample(".7"), start);
    CHECK(instance.phase == AlertPhase::pending);
    instance = advance(rule, instance, sample(".7"), start + days{1});
    CHECK(instance.phase == AlertPhase::firing);
    instance = advance(rule, instance, sample(".3"), future);
    instance = advance(rule, instance, sample(".3"), start);
    CHECK(instance.phase == AlertPhase::clearing);
    instance = advance(rule, instance, sample(".3"), start + days{1});
    CHECK(instance.phase == AlertPhase::ok);
    instance.cleared_at = future;
    instance = advance(rule, instance, sample(".7"), start);
    CHECK(instance.phase == AlertPhase::ok);
    instance = advance(rule, instance, sample(".7"), start + days{1});
    CHECK(instance.phase == AlertPhase::firing);
}

TEST_CASE("a changed rule finds its instances again", "[alerts]")
{
    const auto pending = run(rule_above([](AlertRule& r) { r.persist_for = days{9}; }), samples(".7")).back();
    CHECK(advance(rule_above(), pending, sample(".7"), start).phase == AlertPhase::firing);
    const auto unarmed = run(rule_above([](AlertRule& r) { r.crossings_only = true; }), samples(".7")).back();
    CHECK(advance(rule_above(), unarmed, sample(".7"), start).phase == AlertPhase::firing);
    const auto firing = run(rule_above(), samples(".7")).back();
    const auto lower = rule_above([](AlertRule& r) { r.persist_for = days{9}; });
    CHECK(advance(lower, firing, sample(".7"), start).phase == AlertPhase::firing);
}
