#include "indicators/kernels/events/nowcast.hpp"

#include "indicators/kernels/numbers/draws.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

const std::vector<double> shares{.3, .3, .2, .1, .1};

}  // namespace

TEST_CASE("nowcasts agree with the reference vector", "[kernels][nowcast]")
{
    // p = (.3, .3, .2, .1, .1), observed at ages 0 to 4.
    const auto nowcasts = delay_nowcasts(std::vector<double>{3, 6, 9, 11, 12}, shares).value();
    const std::vector<double> expected{10, 10, 11.25, 12.222222222222222, 12};
    REQUIRE(nowcasts.size() == expected.size());
    for (std::size_t age = 0; age < expected.size(); ++age) {
        CAPTURE(age);
        CHECK(nowcasts[age].count == Approx(expected[age]).epsilon(1e-14));
        const auto single = delay_nowcast(nowcasts[age].count, age, shares).value();
        CHECK(single.reported_share == nowcasts[age].reported_share);
    }
    CHECK(nowcasts[0].variance_factor == Approx(.7 / .3).epsilon(1e-14));
    CHECK(nowcasts[1].provisional);
    CHECK_FALSE(nowcasts[2].provisional);
    CHECK(nowcasts[4].variance_factor == 0.0);
}

TEST_CASE("the delay of a feed is not a lull", "[kernels][nowcast]")
{
    // Ten acts each period. The raw counts 10, 10, 8, 6, 3 of the last five look like de-escalation.
    const auto nowcasts = delay_nowcasts(std::vector<double>{3, 6, 8, 9, 10}, shares).value();
    for (const auto& nowcast : nowcasts) CHECK(nowcast.count == Approx(10).epsilon(1e-14));
}

TEST_CASE("a tiny reported share counts as the floor", "[kernels][nowcast]")
{
    const std::vector<double> slow{.01, .04, .95};
    const auto first = delay_nowcast(1, 0, slow).value();
    CHECK(first.count == 5.0);
    CHECK(first.variance_factor == Approx(4.0));
    CHECK(first.floored);
    CHECK(first.provisional);
    CHECK(delay_nowcast(1, 2, slow).value().count == Approx(1.0));
    CHECK(delay_nowcast(1, 0, slow, {.floor = 0.01}).value().count == Approx(100));
    const std::vector<double> later{0, 1};
    CHECK(delay_nowcast(0, 0, later).value().count == 0.0);
}

TEST_CASE("a share of exactly the limit is not provisional however it adds up", "[kernels][nowcast]")
{
    const std::vector<double> tenths{.1, .7, .2};
    REQUIRE(.1 + .7 < .8);
    CHECK_FALSE(delay_nowcast(8, 1, tenths).value().provisional);
    CHECK(delay_nowcast(8, 9, std::vector<double>{.3, .3, .2, .1, .1}).value().reported_share <= 1.0);
}

TEST_CASE("acts that are never published stay missing", "[kernels][nowcast]")
{
    CHECK(delay_nowcast(9, 5, std::vector<double>{.5, .4}).value().count == Approx(10));
}

TEST_CASE("illegal nowcasts are errors", "[kernels][nowcast]")
{
    CHECK(delay_nowcast(1, 0, {}).error().code == Errc::no_data);
    CHECK(delay_nowcasts({}, shares).error().code == Errc::no_data);
    CHECK(delay_nowcast(1e308, 0, shares).error().code == Errc::bad_value);
    for (const double bad : {-1.0, inf, nan_value}) {
        CHECK(delay_nowcast(bad, 0, shares).error().code == Errc::bad_value);
        CHECK(delay_nowcasts(std::vector<double>{1, bad}, shares).error().code == Errc::bad_value);
        CHECK(delay_nowcast(1, 0, std::vector<double>{.5, bad}).error().code == Errc::bad_value);
    }
    CHECK(delay_nowcast(1, 0, std::vector<double>{.5, .6}).error().code == Errc::bad_value);
    CHECK(delay_nowcast(1, 0, std::vector<double>{0, 0}).error().code == Errc::bad_value);
    CHECK(delay_nowcast(1, 0, shares, {.floor = 0}).error().code == Errc::bad_value);
    CHECK(delay_nowcast(1, 0, shares, {.floor = .9, .final_share = .8}).error().code == Errc::bad_value);
    CHECK(delay_nowcast(1, 0, shares, {.floor = .9, .final_share = 1.1}).error().code == Errc::bad_value);
}

TEST_CASE("delays are learnt without favour for quick ones", "[kernels][nowcast]")
{
    // Maximum likelihood of right-truncated delays, by self-consistency in numpy.
    const std::vector<PublishedAct> acts{{0, 5}, {1, 5}, {2, 4}, {0, 3}, {1, 3}, {3, 6}, {0, 2},
                                         {1, 2}, {0, 1}, {0, 0}, {2, 6}, {1, 1}, {0, 4}, {3, 3}};
    const std::vector<double> expected{0.33607682, 0.26886145, 0.17283951, 0.22222222};
    const auto learnt = delay_shares(acts, 3).value();
    REQUIRE(learnt.size() == 4);
    for (std::size_t d = 0; d < 4; ++d) CHECK(learnt[d] == Approx(expected[d]).epsilon(0).margin(1e-7));
    // The plain frequencies 5/14, 4/14, 2/14, 3/14 give the slowest less.
}

TEST_CASE("learnt delays approach the true ones although recent acts are quick", "[kernels][nowcast]")
{
    std::vector<PublishedAct> acts;
    for (std::uint64_t i = 0; i < 40'000; ++i) {
        const std::size_t age = i % 8;
        const double u = uniform(11, i);
        const std::size_t delay = u < .3 ? 0 : u < .6 ? 1 : u < .8 ? 2 : u < .9 ? 3 : 4;
        if (delay <= age) acts.push_back({delay, age});
    }
    const auto learnt = delay_shares(acts, 4).value();
    for (std::size_t d = 0; d < 5; ++d) CHECK(learnt[d] == Approx(shares[d]).epsilon(0).margin(0.01));
    double quick = 0;
    for (const auto& act : acts) quick += act.delay == 0 ? 1 : 0;
    CHECK(quick / static_cast<double>(acts.size()) > 0.34);
}

TEST_CASE("delays that cannot be learnt are errors", "[kernels][nowcast]")
{
    using Acts = std::vector<PublishedAct>;
    CHECK(delay_shares({}, 3).error().code == Errc::no_data);
    CHECK(delay_shares(Acts{{2, 1}}, 3).error().code == Errc::bad_value);
    CHECK(delay_shares(Acts{{0, 1}}, 20'000).error().code == Errc::bad_value);
    CHECK(delay_shares(Acts{{0, 1}}, 3).error().code == Errc::insufficient_points);
    CHECK(delay_shares(Acts{{5, 9}, {1, 1}}, 3).error().code == Errc::not_identified);
    CHECK(delay_shares(Acts{{3, 9}}, 3).value() == std::vector<double>{0, 0, 0, 1});
    CHECK(delay_shares(Acts{{0, 0}}, 0).value() == std::vector<double>{1});
}

TEST_CASE("learnt delays add to one", "[kernels][nowcast]")
{
    REQUIRE(rc::check([] {
        std::vector<PublishedAct> acts{{0, 4}};
        const auto count = *rc::gen::inRange<std::size_t>(0, 30);
        for (std::size_t i = 0; i < count; ++i) {
            const auto age = *rc::gen::inRange<std::size_t>(0, 9);
            acts.push_back({*rc::gen::inRange<std::size_t>(0, age + 1), age});
        }
        const auto learnt = delay_shares(acts, 4).value();
        RC_ASSERT(std::abs(std::accumulate(learnt.begin(), learnt.end(), 0.0) - 1.0) < 1e-12);
        for (const double share : learnt) RC_ASSERT(share >= 0.0);
        RC_ASSERT(delay_nowcast(3, 4, learnt).has_value());
    }));
}
