#include "indicators/kernels/events/conflict.hpp"

#include "indicators/kernels/events/posterior.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

TEST_CASE("conflict shares agree with the reference vector", "[kernels][conflict]")
{
    // n = (120, 10, 60, 10): S4 .05, SW .20.
    const QuadCounts counts{120, 10, 60, 10};
    CHECK(material_conflict_share(counts).value() == Approx(.05).epsilon(1e-15));
    CHECK(weighted_conflict_share(counts).value() == Approx(.20).epsilon(1e-15));
}

TEST_CASE("a window without events has no share", "[kernels][conflict]")
{
    CHECK(material_conflict_share({}).error().code == Errc::no_data);
    CHECK(weighted_conflict_share({}).error().code == Errc::no_data);
    CHECK(material_conflict_share({1, 0, 0, 0}).value() == 0.0);
    CHECK(weighted_conflict_share({0, 0, 0, 7}).value() == 1.0);
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    CHECK(material_conflict_share({most, most, most, most}).value() == Approx(0.25));
}

TEST_CASE("cooperation sums, averages and does not offset conflict", "[kernels][conflict]")
{
    // By hand: export ban -8, threat -5.8, formal agreement 8, easing 7.
    const std::vector<double> weights{-8.0, 8.0, -5.8, 7.0};
    CHECK(net_cooperation(weights).value() == Approx(1.2).epsilon(1e-15));
    CHECK(mean_cooperation(weights).value() == Approx(0.3).epsilon(1e-15));
    CHECK(conflict_only(weights).value() == Approx(13.8).epsilon(1e-15));
    CHECK(net_cooperation({}).value() == 0.0);
    CHECK(conflict_only({}).value() == 0.0);
    CHECK(mean_cooperation({}).error().code == Errc::no_data);
    for (const double bad : {-10.001, 10.001, std::numeric_limits<double>::quiet_NaN()}) {
        const std::vector<double> one{1.0, bad};
        CHECK(net_cooperation(one).error().code == Errc::bad_value);
        CHECK(mean_cooperation(one).error().code == Errc::bad_value);
        CHECK(conflict_only(one).error().code == Errc::bad_value);
    }
}

TEST_CASE("cooperation holds its properties", "[kernels][conflict]")
{
    REQUIRE(rc::check("any order gives the same bytes; conflict minus cooperation is the negative sum", [] {
        auto weights = *rc::gen::container<std::vector<double>>(
            rc::gen::map(rc::gen::inRange(-100, 101), [](int tenths) { return tenths / 10.0; }));
        const double net = net_cooperation(weights).value();
        const double conflict = conflict_only(weights).value();
        std::ranges::reverse(weights);
        RC_ASSERT(net_cooperation(weights).value() == net);
        RC_ASSERT(conflict_only(weights).value() == conflict);
        for (double& weight : weights) weight = -weight;
        RC_ASSERT(net_cooperation(weights).value() == -net);
        RC_ASSERT(std::abs(conflict_only(weights).value() - conflict - net) < 1e-10);
    }));
}

TEST_CASE("threats and acts are kept apart, since threats outrank acts in Goldstein's weights", "[kernels][conflict]")
{
    // An administrative sanction (172, -5.0) looks milder than the threat of one (132, -5.8): the sum of weights says
    // that carrying out the threat is de-escalation, the act ratio says the opposite.
    const std::vector<double> threat{-5.8};
    const std::vector<double> act{-5.0};
    CHECK(net_cooperation(threat).value() < net_cooperation(act).value());
    CHECK(act_ratio(threat_act_split(std::vector<int>{13}).value()).value() == 0.0);
    CHECK(act_ratio(threat_act_split(std::vector<int>{17}).value()).value() == 1.0);
}

TEST_CASE("root codes 10 to 13 are threats and 14 to 20 acts", "[kernels][conflict]")
{
    std::vector<int> roots;
    for (int code = 1; code <= 20; ++code) roots.push_back(code);
    const auto split = threat_act_split(roots).value();
    CHECK(split.threats == 4);
    CHECK(split.acts == 7);
    CHECK(split.other == 9);
    CHECK(act_ratio(split).value() == Approx(7.0 / 11.0));
    CHECK(wilson_interval(7, 11).value().lower < 7.0 / 11.0);
    CHECK(threat_act_split({}).value().acts == 0);
    CHECK(act_ratio({0, 0, 5}).error().code == Errc::no_data);
    CHECK(threat_act_split(std::vector<int>{0}).error().code == Errc::bad_value);
    CHECK(threat_act_split(std::vector<int>{21}).error().code == Errc::bad_value);
}
