#include "indicators/kernels/reaction/coincidence.hpp"

#include "indicators/kernels/numbers/draws.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Days = std::vector<double>;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

Days random_days(std::uint64_t id, std::size_t count, double length)
{
    Days days;
    for (std::size_t i = 0; i < count; ++i) days.push_back(uniform(id, i) * length);
    return days;
}

Days three_days_later(const Days& acts, double length, std::uint64_t id)
{
    Days responses;
    for (std::size_t i = 0; i < acts.size(); ++i) {
        const double day = acts[i] + 2.0 + 2.0 * uniform(id, i);
        if (day < length) responses.push_back(day);
    }
    return responses;
}

}  // namespace

TEST_CASE("coincidences are counted both ways", "[kernels][coincidence]")
{
    // By hand, window (0, 5].
    const Days acts{10, 20, 30, 40};
    const Days responses{10, 15, 15.5, 33, 44, 46, 60};
    const auto counts = coincidences({acts, responses, {0, 100}}, {0, 5}).value();
    CHECK(counts.acts == 4);
    CHECK(counts.answered == 3);  // 10 by 15, 30 by 33, 40 by 44
    CHECK(counts.preceded == 3);  // 15, 33, 44; 10 is at the same time, 15.5 is 5.5 later
    CHECK(counts.answered_share == 0.75);
    CHECK(counts.preceded_share == Approx(3.0 / 7.0));
    CHECK(coincidences({acts, responses, {0, 100}}, {5, 6}).value().answered == 2);  // 10 by 15.5, 40 by 46
    CHECK(coincidences({acts, responses, {0, 100}}, {-1, 0}).value().answered == 1);
}

TEST_CASE("counts equal the naive search", "[kernels][coincidence]")
{
    REQUIRE(rc::check([] {
        const auto days = rc::gen::nonEmpty(
            rc::gen::container<Days>(rc::gen::map(rc::gen::inRange(0, 100), [](int day) { return day / 2.0; })));
        const Days acts = *days;
        const Days responses = *days;
        const double after = *rc::gen::inRange(-10, 10);
        const LagWindow window{after, after + *rc::gen::inRange(1, 10)};
        const auto counts = coincidences({acts, responses, {0, 50}}, window).value();
        const auto linked = [&](double act, double response) {
            return response - act > window.after_days && response - act <= window.to_days;
        };
        std::size_t answered = 0;
        for (const double act : acts) {
            answered += std::ranges::any_of(responses, [&](double r) { return linked(act, r); }) ? 1U : 0U;
        }
        std::size_t preceded = 0;
        for (const double response : responses) {
            preceded += std::ranges::any_of(acts, [&](double a) { return linked(a, response); }) ? 1U : 0U;
        }
        RC_ASSERT(counts.answered == answered && counts.preceded == preceded);
    }));
}

TEST_CASE("each baseline finds an answer and finds none in noise", "[kernels][coincidence]")
{
    const auto baseline =
        GENERATE(EventBaseline::circular_shift, EventBaseline::permuted_gaps, EventBaseline::permuted_labels);
    const CoincidenceOptions options{.baseline = baseline, .surrogates = {.id = 1, .draws = 499}};
    const std::vector<LagWindow> windows{{0, 2}, {2, 4}, {4, 7}, {7, 14}};
    const Days acts = random_days(4, 30, 1000);
    const auto tests = test_coincidences({acts, three_days_later(acts, 1000, 5), {0, 1000}}, windows, options).value();
    REQUIRE(tests.size() == 4);
    CHECK(tests[1].p == Approx(1.0 / 500.0));
    CHECK(tests[1].p_family == Approx(1.0 / 500.0));
    CHECK(tests[1].excess_share > 0.6);
    CHECK(tests[0].p > 0.05);
    int rejected = 0;
    int rejected_family = 0;
    for (std::uint64_t round = 0; round < 100; ++round) {
        const Days one = random_days(1000 + 2 * round, 25, 400);
        const Days other = random_days(1001 + 2 * round, 30, 400);
        const auto noise = test_coincidences({one, other, {0, 400}}, windows,
                                             {.baseline = baseline, .surrogates = {.id = round, .draws = 99}})
                               .value();
        rejected += noise[2].p <= 0.05 ? 1 : 0;
        rejected_family +=
            std::ranges::any_of(noise, [](const CoincidenceTest& test) { return test.p_family <= 0.05; }) ? 1 : 0;
        for (const auto& test : noise) CHECK(test.p_family >= test.p);
    }
    CHECK(rejected <= 12);
    CHECK(rejected_family <= 12);
}

TEST_CASE("a common season looks like reaction unless the labels alone are drawn", "[kernels][coincidence]")
{
    // Both sides act only in the first third of each year, independently.
    Days acts;
    Days responses;
    for (std::uint64_t i = 0; i < 60; ++i) {
        acts.push_back(static_cast<double>(i % 4) * 365.0 + uniform(21, i) * 60.0);
        responses.push_back(static_cast<double>(i % 4) * 365.0 + uniform(22, i) * 60.0);
    }
    const std::vector<LagWindow> window{{0, 7}};
    const EventStreams streams{acts, responses, {0, 4 * 365}};
    const auto p = [&](EventBaseline baseline) {
        return test_coincidences(streams, window, {.baseline = baseline, .surrogates = {.id = 2, .draws = 499}})
            .value()[0]
            .p;
    };
    CHECK(p(EventBaseline::circular_shift) < 0.2);
    CHECK(p(EventBaseline::permuted_gaps) < 0.05);
    CHECK(p(EventBaseline::permuted_labels) > 0.05);
}

TEST_CASE("order of times and number of threads change no bit", "[kernels][coincidence]")
{
    Days acts = random_days(6, 20, 300);
    Days responses = random_days(7, 20, 300);
    const std::vector<LagWindow> windows{{0, 7}, {7, 14}};
    const auto once = test_coincidences({acts, responses, {0, 300}}, windows).value();
    std::ranges::reverse(acts);
    std::ranges::reverse(responses);
    const auto again =
        test_coincidences({acts, responses, {0, 300}}, windows, {.surrogates = {.draws = 999, .threads = 4}}).value();
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(once[i].p == again[i].p);
        CHECK(once[i].p_family == again[i].p_family);
        CHECK(once[i].baseline_share == again[i].baseline_share);
    }
}

TEST_CASE("few events give counts and no claim about chance", "[kernels][coincidence]")
{
    const Days nine = random_days(1, 9, 100);
    const Days ten = random_days(2, 10, 100);
    const std::vector<LagWindow> window{{0, 7}};
    CHECK(coincidences({nine, ten, {0, 100}}, {0, 7}).has_value());
    CHECK(test_coincidences({nine, ten, {0, 100}}, window).error().code == Errc::insufficient_points);
    CHECK(test_coincidences({ten, nine, {0, 100}}, window).error().code == Errc::insufficient_points);
    CHECK(test_coincidences({ten, ten, {0, 100}}, window).has_value());
    CHECK(test_coincidences({ten, ten, {0, 100}}, window, {.fewest_events = 2}).error().code == Errc::bad_value);
    CHECK(test_coincidences({ten, ten, {0, 100}}, {}).error().code == Errc::no_data);
    CHECK(test_coincidences({ten, ten, {0, 100}}, window, {.surrogates = {.draws = 0}}).error().code ==
          Errc::bad_value);
}

TEST_CASE("illegal streams are errors", "[kernels][coincidence]")
{
    const Days one{5};
    CHECK(coincidences({{}, one, {0, 10}}, {}).error().code == Errc::no_data);
    CHECK(coincidences({one, {}, {0, 10}}, {}).error().code == Errc::no_data);
    CHECK(coincidences({one, one, {0, 4}}, {}).error().code == Errc::bad_value);
    CHECK(coincidences({one, one, {5, 5}}, {}).error().code == Errc::bad_value);
    CHECK(coincidences({one, one, {-1.7e308, 1.7e308}}, {}).error().code == Errc::bad_value);
    CHECK(coincidences({one, one, {0, 10}}, {7, 7}).error().code == Errc::bad_value);
    CHECK(coincidences({one, one, {0, 10}}, {0, inf}).error().code == Errc::bad_value);
    for (const double bad : {inf, -inf, nan_value}) {
        const Days times{bad};
        CHECK(coincidences({times, one, {0, 10}}, {}).error().code == Errc::bad_value);
        CHECK(coincidences({one, times, {0, 10}}, {}).error().code == Errc::bad_value);
        CHECK(coincidences({one, one, {0, bad}}, {}).error().code == Errc::bad_value);
        CHECK(coincidences({one, one, {0, 10}}, {bad, 7}).error().code == Errc::bad_value);
    }
}
