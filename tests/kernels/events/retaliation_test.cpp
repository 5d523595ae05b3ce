#include "indicators/kernels/events/retaliation.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Days = std::vector<double>;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

/// 3 5 9 14 14* 22 30* 41 60* 60*, the star is for censored.
const std::vector<Latency> ten{{3, true},  {5, true},   {9, true},  {14, true},  {14, false},
                               {22, true}, {30, false}, {41, true}, {60, false}, {60, false}};

}  // namespace

TEST_CASE("the survival of silence agrees with the reference vector", "[kernels][retaliation]")
{
    // S from the formula of Kaplan and Meier (1958); deviations from statsmodels 0.13 SurvfuncRight.
    const auto survival = answer_survival(ten).value();
    const Days days{3, 5, 9, 14, 22, 41};
    const Days waiting{.9, .8, .7, .6, .48, .32};
    const Days deviation{0.09486833, 0.12649111, 0.14491377, 0.15491933, 0.16395121, 0.17033301};
    REQUIRE(survival.steps.size() == days.size());
    for (std::size_t i = 0; i < days.size(); ++i) {
        CAPTURE(i);
        CHECK(survival.steps[i].days == days[i]);
        CHECK(survival.steps[i].waiting == Approx(waiting[i]).epsilon(1e-14));
        CHECK(survival.steps[i].deviation == Approx(deviation[i]).epsilon(0).margin(1e-8));
    }
    CHECK(survival.steps[3].at_risk == 7);
    CHECK(survival.steps[4].at_risk == 5);
    CHECK(survival.median_days.value() == 22);
    CHECK(answer_rate(ten, 60).value() == Approx(.68).epsilon(1e-14));
    CHECK(answer_rate(ten, 21.9).value() == Approx(.4).epsilon(1e-14));
    CHECK(answer_rate(ten, 2).value() == 0.0);
    // Leaving out those still waiting makes every provocation look answered, half of them within 11.5 days.
}

TEST_CASE("a rate beyond what was observed is not identified", "[kernels][retaliation]")
{
    CHECK(answer_rate(ten, 61).error().code == Errc::not_identified);
    const std::vector<Latency> all_answered{{1, true}, {2, true}};
    CHECK(answer_rate(all_answered, 1000).value() == 1.0);
    const std::vector<Latency> none{{5, false}, {9, false}};
    CHECK(answer_survival(none).value().steps.empty());
    CHECK_FALSE(answer_survival(none).value().median_days);
    CHECK(answer_rate(none, 9).value() == 0.0);
}

TEST_CASE("a median that is never reached is absent, one that is met exactly is found", "[kernels][retaliation]")
{
    const std::vector<Latency> few{{5, true}, {9, false}, {9, false}};
    CHECK_FALSE(answer_survival(few).value().median_days);
    // A product of quotients rounds: the fifth of ten, the seventh of 14 and so on must meet one half.
    for (int half = 1; half < 60; ++half) {
        std::vector<Latency> waits;
        for (int i = 1; i <= 2 * half; ++i) waits.push_back({static_cast<double>(i), true});
        CHECK(answer_survival(waits).value().median_days.value() == half);
    }
}

TEST_CASE("survival holds its properties", "[kernels][retaliation]")
{
    REQUIRE(rc::check("falling, in [0, 1], order-free; without censoring the plain share", [] {
        std::vector<Latency> waits;
        const auto count = *rc::gen::inRange(1, 40);
        for (int i = 0; i < count; ++i) waits.push_back({*rc::gen::inRange(0, 20) / 2.0, *rc::gen::arbitrary<bool>()});
        const auto survival = answer_survival(waits).value();
        double before = 1.0;
        for (const auto& step : survival.steps) {
            RC_ASSERT(step.waiting <= before && step.waiting >= 0.0);
            RC_ASSERT(step.deviation >= 0.0);
            before = step.waiting;
        }
        auto reversed = waits;
        std::ranges::reverse(reversed);
        RC_ASSERT(answer_survival(reversed).value().steps.size() == survival.steps.size());
        RC_ASSERT(answer_rate(reversed, 0).value() == answer_rate(waits, 0).value());
        for (auto& wait : waits) wait.answered = true;
        const auto within = std::ranges::count_if(waits, [](const Latency& wait) { return wait.days <= 4.0; });
        RC_ASSERT(std::abs(answer_rate(waits, 4).value() - static_cast<double>(within) / count) < 1e-12);
    }));
}

TEST_CASE("each act is paired with the first later act", "[kernels][retaliation]")
{
    const Days provocations{10, 20, 100, 300, 400};
    const Days responses{5, 10, 25, 90, 120, 130, 481, 590};
    const auto pairs =
        pair_acts({.provocations = provocations, .responses = responses, .today_days = 500, .horizon_days = 180})
            .value();
    REQUIRE(pairs.size() == 5);
    CHECK(pairs[0].response.value() == 2);  // not the act of the same day, nor an earlier one
    CHECK(pairs[0].days == 15);
    CHECK(pairs[0].inferred);
    CHECK(pairs[1].response.value() == 2);  // one act may answer two
    CHECK(pairs[2].response.value() == 4);
    CHECK_FALSE(pairs[3].response);  // 481 is 181 days later
    CHECK(pairs[3].days == 180);
    CHECK_FALSE(pairs[3].inferred);
    CHECK(pairs[4].response.value() == 6);
}

TEST_CASE("what is not known today is neither an answer nor a refusal", "[kernels][retaliation]")
{
    const Days provocations{400};
    const Days responses{481};
    const auto before =
        pair_acts({.provocations = provocations, .responses = responses, .today_days = 480}).value().front();
    CHECK_FALSE(before.response);
    CHECK(before.days == 80);
    const auto after =
        pair_acts({.provocations = provocations, .responses = responses, .today_days = 481}).value().front();
    CHECK(after.response.value() == 0);
}

TEST_CASE("an act that refers to the provocation comes before a nearer one", "[kernels][retaliation]")
{
    const Days provocations{10, 20};
    const Days responses{15, 60, 50, 300};
    const std::vector<ActReference> references{{0, 1}, {0, 2}, {1, 3}};
    const auto pairs =
        pair_acts({.provocations = provocations, .responses = responses, .references = references, .today_days = 500})
            .value();
    CHECK(pairs[0].response.value() == 2);
    CHECK(pairs[0].days == 40);
    CHECK_FALSE(pairs[0].inferred);
    CHECK(pairs[1].response.value() == 2);  // 300 is too late to answer 20
    CHECK(pairs[1].inferred);
    const std::vector<ActReference> earlier{{1, 0}};
    CHECK(pair_acts({.provocations = provocations, .responses = responses, .references = earlier, .today_days = 500})
              .value()[1]
              .inferred);
}

TEST_CASE("of responses at one time the first in the list counts", "[kernels][retaliation]")
{
    const Days provocations{10};
    const Days responses{30, 15, 15};
    const std::vector<ActReference> references{{0, 2}, {0, 1}};
    ActRecord record{.provocations = provocations, .responses = responses, .today_days = 100};
    CHECK(pair_acts(record).value()[0].response.value() == 1);
    record.references = references;
    CHECK(pair_acts(record).value()[0].response.value() == 1);
}

TEST_CASE("pairs flow into survival and give the vector again", "[kernels][retaliation]")
{
    // Acts 1000 days apart, answered after 3 5 9 14 22 41 days; four others watched for 14 30 60 60 days.
    Days provocations;
    Days responses;
    for (const double latency : {3.0, 5.0, 9.0, 14.0, 22.0, 41.0}) {
        provocations.push_back(1000.0 * static_cast<double>(provocations.size()));
        responses.push_back(provocations.back() + latency);
    }
    std::vector<Latency> waits;
    for (const auto& pair :
         pair_acts({.provocations = provocations, .responses = responses, .today_days = 9000.0}).value()) {
        waits.push_back({pair.days, pair.response.has_value()});
    }
    for (const double watched : {14.0, 30.0, 60.0, 60.0}) {
        const Days one{10.0};
        const auto pair = pair_acts({.provocations = one, .today_days = 10.0 + watched}).value().front();
        waits.push_back({pair.days, pair.response.has_value()});
    }
    CHECK(answer_survival(waits).value().median_days.value() == 22);
    CHECK(answer_rate(waits, 60).value() == Approx(.68).epsilon(1e-14));
}

TEST_CASE("pairing holds its properties", "[kernels][retaliation]")
{
    REQUIRE(rc::check("the naive search finds the same", [] {
        const auto days =
            rc::gen::container<Days>(rc::gen::map(rc::gen::inRange(0, 60), [](int x) { return x / 2.0; }));
        Days provocations = *days;
        provocations.push_back(1.0);
        const Days responses = *days;
        const double horizon = *rc::gen::inRange(1, 20);
        const auto pairs =
            pair_acts({.provocations = provocations, .responses = responses, .today_days = 30, .horizon_days = horizon})
                .value();
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            double nearest = inf;
            for (const double response : responses) {
                if (response > provocations[i]) nearest = std::min(nearest, response - provocations[i]);
            }
            RC_ASSERT(pairs[i].response.has_value() == (nearest <= horizon));
            RC_ASSERT(pairs[i].days == (nearest <= horizon ? nearest : std::min(horizon, 30 - provocations[i])));
        }
    }));
}

TEST_CASE("credibility agrees with the reference vector", "[kernels][retaliation]")
{
    // 7 of 9 answered, Beta(1, 1): 8/11; quantiles by scipy 1.10 stats.beta.ppf.
    const auto belief = credibility(7, 9).value();
    CHECK(belief.mean == Approx(.7272727273).epsilon(0).margin(1e-10));
    CHECK(belief.interval.lower == Approx(0.4439045376923585).epsilon(1e-11));
    CHECK(belief.interval.upper == Approx(0.9332604888222655).epsilon(1e-11));
    CHECK(credibility(0, 0).value().mean == 0.5);
    CHECK(credibility(3, 2).error().code == Errc::bad_value);
}

TEST_CASE("proportionality is the median log ratio", "[kernels][retaliation]")
{
    using Pairs = std::vector<SeverityPair>;
    CHECK(proportionality(Pairs{{5, 5}, {2, 8}, {8, 4}}).value() == 0.0);
    CHECK(proportionality(Pairs{{2, 8}, {3, 6}}).value() == Approx(std::log(8.0) / 2.0).epsilon(1e-14));
    CHECK(proportionality(Pairs{{1e-300, 1e300}}).value() == Approx(600 * std::log(10.0)).epsilon(1e-14));
    CHECK(proportionality({}).error().code == Errc::no_data);
    for (const double bad : {0.0, -1.0, inf, nan_value}) {
        CHECK(proportionality(Pairs{{bad, 1}}).error().code == Errc::bad_value);
        CHECK(proportionality(Pairs{{1, bad}}).error().code == Errc::bad_value);
    }
    REQUIRE(rc::check("antisymmetric to the bit", [] {
        Pairs pairs;
        const auto count = *rc::gen::inRange(1, 10);
        for (int i = 0; i < count; ++i)
            pairs.push_back({*rc::gen::inRange(1, 50) / 3.0, *rc::gen::inRange(1, 50) / 7.0});
        Pairs swapped;
        for (const auto& pair : pairs) swapped.push_back({pair.response, pair.provocation});
        RC_ASSERT(proportionality(swapped).value() == -proportionality(pairs).value());
    }));
}

TEST_CASE("illegal records are errors", "[kernels][retaliation]")
{
    const Days one{1};
    const std::vector<ActReference> dangling{{0, 1}};
    CHECK(pair_acts({.responses = one, .today_days = 5}).error().code == Errc::no_data);
    CHECK(pair_acts({.provocations = one, .today_days = 0.5}).error().code == Errc::bad_value);
    CHECK(pair_acts({.provocations = one, .responses = one, .references = dangling, .today_days = 5}).error().code ==
          Errc::bad_value);
    for (const double bad : {inf, -inf, nan_value}) {
        const Days times{bad};
        CHECK(pair_acts({.provocations = times, .today_days = 5}).error().code == Errc::bad_value);
        CHECK(pair_acts({.provocations = one, .responses = times, .today_days = 5}).error().code == Errc::bad_value);
        CHECK(pair_acts({.provocations = one, .today_days = bad}).error().code == Errc::bad_value);
        CHECK(pair_acts({.provocations = one, .today_days = 5, .horizon_days = bad}).error().code == Errc::bad_value);
        CHECK(answer_survival(std::vector<Latency>{{bad, true}}).error().code == Errc::bad_value);
        CHECK(answer_rate(ten, bad).error().code == Errc::bad_value);
    }
    CHECK(pair_acts({.provocations = one, .today_days = 5, .horizon_days = 0}).error().code == Errc::bad_value);
    CHECK(answer_survival({}).error().code == Errc::no_data);
    CHECK(answer_rate({}, 5).error().code == Errc::no_data);
    CHECK(answer_survival(std::vector<Latency>{{-1, true}}).error().code == Errc::bad_value);
    CHECK(answer_survival(std::vector<Latency>{{1e300, true}, {5e-324, true}}).value().median_days.value() == 5e-324);
}
