#include "indicators/kernels/criticality/nassar.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
using Numbers = std::vector<double>;

}  // namespace

TEST_CASE("supply risk is the geometric mean of three factors", "[kernels][criticality]")
{
    // Constructed with the formula of Nassar et al. 2020: 0.619368.
    CHECK(nassar_supply_risk(.72, 1.0, .33).value() == Approx(.619368).epsilon(0).margin(5e-7));
    CHECK(nassar_supply_risk(.9, 0.0, .9).value() == 0.0);
    CHECK(nassar_supply_risk(1, 1, 1).value() == 1.0);
    CHECK(nassar_supply_risk(1e-300, 1e-300, 1e-300).value() == Approx(1e-300).epsilon(1e-12));
    CHECK(nassar_supply_risk(1.1, 1, 1).error().code == Errc::bad_value);
    CHECK(nassar_supply_risk(1, std::nan(""), 1).error().code == Errc::bad_value);
}

TEST_CASE("disruption potential weighs squared shares", "[kernels][criticality]")
{
    // By hand: shares 0.8 and 0.2, 0.64 * 0.5 * 0.9 + 0.04 * 0.2 * 0.1.
    const Numbers production{80, 20};
    const Numbers ability{.5, .2};
    const Numbers willingness{.9, .1};
    CHECK(disruption_potential({production, ability, willingness}).value() == Approx(.2888).epsilon(1e-13));
    CHECK(disruption_potential({{}, {}, {}}).error().code == Errc::no_data);
    CHECK(disruption_potential({production, ability, {}}).error().code == Errc::bad_value);
    CHECK(disruption_potential({production, Numbers{1.1, 0}, willingness}).error().code == Errc::bad_value);
    CHECK(disruption_potential({Numbers{-1, 2}, ability, willingness}).error().code == Errc::bad_value);
}

TEST_CASE("ability and willingness", "[kernels][criticality]")
{
    CHECK(ability_to_supply(30).value() == .7);
    CHECK(ability_to_supply(101).error().code == Errc::bad_value);
    CHECK(ability_to_supply(std::nan("")).error().code == Errc::bad_value);
    CHECK(willingness_to_supply({.3, .6, .9}).value() == Approx(.6).epsilon(1e-14));
    CHECK(willingness_to_supply({1, 1, 1}).value() == 1.0);
    CHECK(willingness_to_supply({-.1, 0, 0}).error().code == Errc::bad_value);
    CHECK(trade_ties(60, 40, 1000).value() == Approx(.1).epsilon(1e-14));
    CHECK(trade_ties(60, 40, 0).error().code == Errc::not_identified);
    CHECK(trade_ties(-60, 40, 1).error().code == Errc::bad_value);
    CHECK(trade_ties(1e300, 40, 1e-300).error().code == Errc::bad_value);
    CHECK(score_distance(Numbers{1, 5}, Numbers{4, 1}).value() == 5.0);
    CHECK(score_distance({}, {}).error().code == Errc::no_data);
    CHECK(score_distance(Numbers{1}, {}).error().code == Errc::bad_value);
    CHECK(score_distance(Numbers{1e300}, Numbers{0}).error().code == Errc::bad_value);
}

TEST_CASE("trade exposure of a net exporter is zero", "[kernels][criticality]")
{
    CHECK(trade_exposure(25, 75).value() == .75);
    CHECK(trade_exposure(25, -5).value() == 0.0);
    CHECK(trade_exposure(0, 5).value() == 1.0);
    CHECK(trade_exposure(0, 0).error().code == Errc::not_identified);
    CHECK(trade_exposure(-1, 5).error().code == Errc::bad_value);
    CHECK(trade_exposure(1, inf).error().code == Errc::bad_value);
    CHECK(trade_exposure(std::optional{67.0}).value() == .67);
    CHECK(trade_exposure(std::optional{120.0}).value() == 1.0);
    CHECK(trade_exposure(std::optional<double>{}).value() == 0.0);
    CHECK(trade_exposure(std::optional{std::nan("")}).error().code == Errc::bad_value);
}

TEST_CASE("economic vulnerability adds exposed value added", "[kernels][criticality]")
{
    // By hand: (100 * 2/10 + 50 * 1/5)/1000 = 0.03.
    const Numbers value_added{100, 50};
    const Numbers expenditure{2, 1};
    const Numbers profit{10, 5};
    CHECK(economic_vulnerability({value_added, expenditure, profit, 1000}).value() == Approx(.03).epsilon(1e-14));
    CHECK(economic_vulnerability({value_added, expenditure, Numbers{10, -5}, 1000}).error().code ==
          Errc::not_identified);
    CHECK(economic_vulnerability({value_added, expenditure, profit, 0}).error().code == Errc::not_identified);
    CHECK(economic_vulnerability({{}, {}, {}, 1}).error().code == Errc::no_data);
    CHECK(economic_vulnerability({value_added, expenditure, {}, 1}).error().code == Errc::bad_value);
    CHECK(economic_vulnerability({Numbers{1e308}, Numbers{10}, Numbers{1}, 1}).error().code == Errc::bad_value);
    CHECK(rescaled(3, 1, 5).value() == .5);
    CHECK(rescaled(0, 1, 5).value() == 0.0);
    CHECK(rescaled(9, 1, 5).value() == 1.0);
    CHECK(rescaled(0, -1.7e308, 1.7e308).value() == .5);
    CHECK(rescaled(1, 1, 1).error().code == Errc::not_identified);
    CHECK(rescaled(1, 2, 1).error().code == Errc::bad_value);
    CHECK(rescaled(inf, 0, 1).error().code == Errc::bad_value);
}

TEST_CASE("both forms of trade exposure agree", "[kernels][criticality]")
{
    REQUIRE(rc::check([] {
        const double production = *rc::gen::inRange(0, 1000);
        const double net = *rc::gen::inRange(1, 1000);
        const double percent = 100.0 * net / (production + net);
        RC_ASSERT(std::abs(trade_exposure(production, net).value() - trade_exposure(std::optional{percent}).value()) <
                  1e-14);
    }));
}
